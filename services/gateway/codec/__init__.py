"""JSON to protobuf and back, compiled once per message from its descriptor and our field options.

`plan` reads descriptors, `decode` fills a message from a request, `encode` writes a reply,
`validate` says what is wrong with a body. None of them knows HTTP.
"""
