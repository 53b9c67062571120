package dev.mandate.authz.quarkusmcp;

import io.quarkiverse.mcp.server.CompleteArg;
import io.quarkiverse.mcp.server.CompletePrompt;
import io.quarkiverse.mcp.server.CompleteResourceTemplate;
import io.quarkiverse.mcp.server.CompletionResponse;
import io.quarkiverse.mcp.server.Prompt;
import io.quarkiverse.mcp.server.PromptArg;
import io.quarkiverse.mcp.server.PromptManager;
import io.quarkiverse.mcp.server.PromptMessage;
import io.quarkiverse.mcp.server.PromptResponse;
import io.quarkiverse.mcp.server.RequestUri;
import io.quarkiverse.mcp.server.Resource;
import io.quarkiverse.mcp.server.ResourceTemplate;
import io.quarkiverse.mcp.server.TextResourceContents;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** What a client reads; nothing here says that it is guarded. */
@Singleton
public class Library {
    final List<String> done = new CopyOnWriteArrayList<>();

    void registered(@Observes StartupEvent event, PromptManager prompts) {
        prompts.newPrompt("forgotten")
                .setDescription("Nobody guards it.")
                .setHandler(asked -> PromptResponse.withMessages(PromptMessage.withUserRole("x")))
                .register();
    }

    @Prompt
    PromptMessage greet(@PromptArg(name = "who") String whom) {
        done.add("greeted " + whom);
        return PromptMessage.withUserRole("Greet " + whom + ", ask eve@evil.example");
    }

    @Prompt
    @Guarded(as = "email.send")
    Uni<PromptMessage> secret(String of) {
        done.add("told");
        return Uni.createFrom().item(PromptMessage.withUserRole("x"));
    }

    @CompletePrompt("greet")
    List<String> names(@CompleteArg(name = "who") String begun) {
        done.add("names after " + begun);
        return List.of("Bo");
    }

    @CompletePrompt("secret")
    @Guarded(as = "email.send")
    Uni<CompletionResponse> secrets(String of) {
        done.add("secrets");
        return Uni.createFrom().item(CompletionResponse.create("x"));
    }

    @CompleteResourceTemplate("note")
    CompletionResponse notes(String id) {
        done.add("notes after " + id);
        return CompletionResponse.create("17");
    }

    @Resource(uri = "desk://rules")
    TextResourceContents rules() {
        done.add("rules");
        return TextResourceContents.create("desk://rules", "Be kind.");
    }

    @Resource(uri = "desk://mails")
    @Guarded(as = "email.send")
    TextResourceContents mails() {
        done.add("mails");
        return TextResourceContents.create("desk://mails", "x");
    }

    @ResourceTemplate(uriTemplate = "desk://notes/{id}")
    TextResourceContents note(String id, RequestUri uri) {
        done.add("note " + id);
        return TextResourceContents.create(uri.value(), "Note " + id);
    }

    @ResourceTemplate(uriTemplate = "desk://blind/{id}")
    TextResourceContents blind(String id) {
        done.add("blind");
        return TextResourceContents.create("desk://blind/" + id, "x");
    }
}
