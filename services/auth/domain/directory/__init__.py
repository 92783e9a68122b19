"""People and groups of an LDAP directory, without any wire."""
