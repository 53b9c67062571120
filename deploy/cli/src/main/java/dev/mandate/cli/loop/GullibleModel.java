package dev.mandate.cli.loop;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.langchain4j.agent.tool.ToolExecutionRequest;
import dev.langchain4j.data.message.AiMessage;
import dev.langchain4j.data.message.ChatMessage;
import dev.langchain4j.data.message.ToolExecutionResultMessage;
import dev.langchain4j.data.message.UserMessage;
import dev.langchain4j.model.chat.ChatModel;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.response.ChatResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A model at its worst, the same each time: whatever asks it to read a file or to mail something it does, be it the person or a text that it
 * was made to read, the newest first. Whether a model can be talked into something is nothing that Mandate relies on.
 */
public final class GullibleModel implements ChatModel {
    /** What it calls the tools that it knows to use. */
    public static final String READ = "read_file";

    public static final String SEND = "send_mail";

    private static final Pattern TO_READ = Pattern.compile("\\bread (\\S+\\.txt)", Pattern.CASE_INSENSITIVE);
    private static final Pattern TO_MAIL =
            Pattern.compile("\\bmail [^.]*? to (\\S+@[\\w.-]+\\w)", Pattern.CASE_INSENSITIVE);
    private static final JsonMapper JSON = new JsonMapper();

    @Override
    public ChatResponse doChat(ChatRequest request) {
        var done = request.messages().stream()
                .filter(AiMessage.class::isInstance)
                .flatMap(said -> ((AiMessage) said).toolExecutionRequests().stream())
                .map(GullibleModel::what)
                .collect(Collectors.toSet());
        return ChatResponse.builder().aiMessage(next(request.messages(), done)).build();
    }

    private static AiMessage next(List<ChatMessage> messages, Set<String> done) {
        for (var number = messages.size() - 1; number >= 0; number--)
            for (var wanted : wantedBy(textOf(messages.get(number)), read(messages)))
                if (!done.contains(what(wanted))) return AiMessage.from(wanted);
        return AiMessage.from("That is done, as far as I was let.");
    }

    private static List<ToolExecutionRequest> wantedBy(String text, String read) {
        var wanted = new ArrayList<ToolExecutionRequest>();
        TO_READ.matcher(text).results().forEach(found -> wanted.add(call(READ, Map.of("path", found.group(1)))));
        TO_MAIL.matcher(text)
                .results()
                .forEach(found -> wanted.add(
                        call(SEND, Map.of("to", List.of(found.group(1)), "subject", "as you asked", "body", read))));
        return wanted;
    }

    /** What a tool told it first. */
    private static String read(List<ChatMessage> messages) {
        return messages.stream()
                .filter(ToolExecutionResultMessage.class::isInstance)
                .map(GullibleModel::textOf)
                .findFirst()
                .orElse("");
    }

    private static String textOf(ChatMessage message) {
        if (message instanceof UserMessage person) return person.singleText();
        // what a refusal says names what was refused, and asks for nothing
        if (message instanceof ToolExecutionResultMessage result && !Boolean.TRUE.equals(result.isError()))
            return result.text();
        return "";
    }

    private static ToolExecutionRequest call(String tool, Map<String, Object> arguments) {
        try {
            return ToolExecutionRequest.builder()
                    .id(tool + "-" + arguments.hashCode())
                    .name(tool)
                    .arguments(JSON.writeValueAsString(arguments))
                    .build();
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(e);
        }
    }

    /** A mail is the same one with another text. */
    private static String what(ToolExecutionRequest call) {
        try {
            var arguments = JSON.readTree(call.arguments());
            return call.name() + " " + arguments.path("path").asText() + arguments.path("to");
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(e);
        }
    }
}
