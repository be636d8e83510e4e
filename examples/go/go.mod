module fernet-example

go 1.19
