"""JSON of chats: splitting what clients post, the parts that are stored, putting them together.

Bodies are never decoded to be stored or returned: they are cut out of what was posted and spliced
into what is returned.
"""
