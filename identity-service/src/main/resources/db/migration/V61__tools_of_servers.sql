-- As which MCP server's tool somebody accepted it, for the page that asks for a task there; unknown of those from before until they are accepted once more.
ALTER TABLE catalogue_tools ADD COLUMN server text;
CREATE INDEX catalogue_tools_of_server ON catalogue_tools (server, title, id) WHERE NOT deleted;
