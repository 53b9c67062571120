// A server that somebody built with the protocol's package of today. Argument: a port, at which it speaks HTTP; without one it is a child process.
// Its tools greet, ask the person who calls, and ask his model.
import { createServer } from 'node:http';
import { McpServer, completable, createMcpHandler, fromJsonSchema, inputRequired, inputResponse } from '@modelcontextprotocol/server';
import { serveStdio } from '@modelcontextprotocol/server/stdio';
import { toNodeHandler } from '@modelcontextprotocol/node';
import { z } from 'zod';

const colour = { type: 'object', properties: { colour: { type: 'string', title: 'Colour' } }, required: ['colour'] };
const say = text => ({ content: [{ type: 'text', text }] });

const built = () => {
  const server = new McpServer({ name: 'built', version: '1.0.0' });
  server.registerTool('greet', { description: 'Greets.', inputSchema: fromJsonSchema({ type: 'object', properties: { name: { type: 'string' } }, required: ['name'] }) },
    async ({ name }) => say(`Hello ${name}`));
  server.registerTool('wonder', { description: 'Asks for a colour.', inputSchema: fromJsonSchema({ type: 'object' }) }, async (args, ctx) => {
    const given = inputResponse(ctx.mcpReq.inputResponses, 'colour');
    if (given.kind !== 'elicit') return inputRequired({ inputRequests: { colour: inputRequired.elicit({ message: 'Which colour?', requestedSchema: colour }) } });
    return say(`${given.action} ${given.content?.colour ?? ''}`);
  });
  server.registerTool('think', { description: 'Asks a model.', inputSchema: fromJsonSchema({ type: 'object' }) }, async (args, ctx) => {
    const given = inputResponse(ctx.mcpReq.inputResponses, 'thought');
    if (given.kind !== 'sampling') return inputRequired({ inputRequests: { thought: inputRequired.createMessage({
      messages: [{ role: 'user', content: { type: 'text', text: 'Think.' } }], maxTokens: 10 }) } });
    return say(given.result.content.text);
  });
  server.registerPrompt('praise', { description: 'Praises.', argsSchema: z.object({
    whom: completable(z.string(), value => ['Ada', 'Alan', 'Bo'].filter(one => one.startsWith(value))) }) },
    ({ whom }) => ({ messages: [{ role: 'user', content: { type: 'text', text: `Praise ${whom}` } }] }));
  return server;
};

const [, , port] = process.argv;
if (port === undefined) serveStdio(built);
else createServer(toNodeHandler(createMcpHandler(built))).listen(Number(port), '127.0.0.1');
