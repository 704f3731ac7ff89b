"""From notices to mails on the wire: gathered into deliveries, claimed, rendered, handed to the mail server."""
