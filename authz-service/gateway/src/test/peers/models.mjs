// An agent's own client of models, unmodified: nothing but base URL and key are set. Arguments: package, base URL, access token, model, another model.
// Prints what it saw, as one line of JSON.
const [, , sdk, baseURL, token, model, other] = process.argv;
const seen = {};
const failure = error => ({ kind: error.constructor.name, status: error.status, message: error.message });

if (sdk === 'openai') {
  const { default: OpenAI } = await import('openai');
  const client = new OpenAI({ baseURL, apiKey: token });
  const messages = [{ role: 'user', content: 'hi' }];
  seen.models = [];
  for await (const one of client.models.list()) seen.models.push(one.id);
  const answer = await client.chat.completions.create({ model, messages, max_tokens: 50 });
  seen.text = answer.choices[0].message.content;
  seen.tool = answer.choices[0].message.tool_calls[0].function.name;
  seen.request = answer._request_id;
  seen.streamed = '';
  for await (const chunk of await client.chat.completions.create({ model, messages, max_tokens: 50, stream: true })) {
    seen.streamed += chunk.choices[0].delta.content ?? '';
    seen.usageShown ||= 'usage' in chunk;
  }
  const first = await client.responses.create({ model, input: 'hi' });
  seen.response = first.output_text;
  const goneOn = [{ role: 'user', content: 'hi' }, ...first.output, { role: 'user', content: 'and then?' }];
  seen.goneOn = (await client.responses.create({ model, input: goneOn, store: false })).output_text;
  const { tool_calls: [call] } = answer.choices[0].message;
  const results = [...messages, answer.choices[0].message, { role: 'tool', tool_call_id: call.id, content: 'sent' }];
  seen.toolTold = (await client.chat.completions.create({ model, messages: results, max_tokens: 50 })).choices[0].message.content;
  seen.responded = '';
  for await (const event of await client.responses.create({ model, input: 'hi', stream: true }))
    if (event.type === 'response.output_text.delta') seen.responded += event.delta;
  seen.embedding = (await client.embeddings.create({ model: 'embed-small', input: 'hi', encoding_format: 'float' })).data[0].embedding;
  seen.refused = await client.chat.completions.create({ model: other, messages }).catch(failure);
  seen.cut = await (async () => {
    for await (const chunk of await client.chat.completions.create({ model: 'model-cut', messages, stream: true })) void chunk;
  })().catch(failure);
} else {
  const { default: Anthropic } = await import('@anthropic-ai/sdk');
  const client = new Anthropic({ baseURL, apiKey: token });
  const asked = { model, max_tokens: 50, messages: [{ role: 'user', content: 'hi' }] };
  seen.models = [];
  for await (const one of client.models.list()) seen.models.push(one.id);
  const answer = await client.messages.create(asked);
  seen.text = answer.content[0].text;
  seen.tool = answer.content[1].name;
  seen.request = answer._request_id;
  const result = { type: 'tool_result', tool_use_id: answer.content[1].id, content: [{ type: 'text', text: 'sent' }] };
  const told = [...asked.messages, { role: 'assistant', content: answer.content }, { role: 'user', content: [result] }];
  seen.toolTold = (await client.messages.create({ ...asked, messages: told })).content[0].text;
  const stream = client.messages.stream(asked);
  seen.streamed = await stream.finalText();
  seen.usage = (await stream.finalMessage()).usage.output_tokens;
  seen.refused = await client.messages.create({ ...asked, model: other }).catch(failure);
}
console.log(JSON.stringify(seen));
