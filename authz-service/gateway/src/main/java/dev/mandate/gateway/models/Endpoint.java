package dev.mandate.gateway.models;

import dev.mandate.gateway.providers.ModelProvider;
import dev.mandate.gateway.providers.ModelProvider.Kind;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What can be asked of models. Whatever isn't here is refused. */
enum Endpoint {
    CHAT_COMPLETIONS(
            "chat/completions",
            Kind.OPENAI,
            Set.of("max_tokens", "max_completion_tokens"),
            Set.of("web_search_options")),
    RESPONSES(
            "responses",
            Kind.OPENAI,
            Set.of("max_output_tokens"),
            Set.of("previous_response_id", "conversation", "background", "prompt")),
    EMBEDDINGS("embeddings", Kind.OPENAI, Set.of(), Set.of()),
    MESSAGES(
            "messages", Kind.ANTHROPIC, Set.of("max_tokens"), Set.of("mcp_servers", "container", "context_management"));

    private static final Set<String> RUN_BY_CALLER =
            Set.of("function", "custom", "local_shell", "apply_patch", "computer_use_preview");
    private static final Set<String> RUN_BY_ANTHROPICS_CALLER = Set.of("bash", "text_editor", "computer", "memory");

    private final String path;
    private final Kind kind;
    private final Set<String> limits;
    private final Set<String> reaching;

    Endpoint(String path, Kind kind, Set<String> limits, Set<String> reaching) {
        this.path = path;
        this.kind = kind;
        this.limits = limits;
        this.reaching = reaching;
    }

    /** @param path behind {@code /v1/} */
    static Optional<Endpoint> of(String path) {
        return Arrays.stream(values()).filter(one -> one.path.equals(path)).findFirst();
    }

    /** Every member that limits or reaches in some interface, so that a name that looks like it is refused in each. */
    static Set<String> members() {
        return Arrays.stream(values())
                .flatMap(one -> Stream.concat(one.limits.stream(), one.reaching.stream()))
                .collect(Collectors.toUnmodifiableSet());
    }

    /** A member by which a request of some interface says how much is written at most. */
    static boolean limitsAny(String member) {
        return Arrays.stream(values()).anyMatch(one -> one.limits(member));
    }

    String path() {
        return path;
    }

    Kind kind() {
        return kind;
    }

    /** Where the provider has it. */
    String at(ModelProvider provider) {
        return provider.url() + (kind == Kind.ANTHROPIC ? "/v1/" : "/") + path;
    }

    /** A member by which a request says how much is written at most. Those of other interfaces mean nothing here, and would limit nothing. */
    boolean limits(String member) {
        return limits.contains(member);
    }

    /** A member by which a request reaches what others left at the provider, or leaves something there. */
    boolean reaches(String member) {
        return reaching.contains(member);
    }

    /**
     * Tools that whoever asks runs himself are no more than words of the model; others the provider runs, beyond all that is decided here.
     *
     * @param type as a request has it of a tool
     */
    boolean runByCaller(String type) {
        if (kind == Kind.OPENAI) return RUN_BY_CALLER.contains(type);
        return type.equals("custom")
                || RUN_BY_ANTHROPICS_CALLER.stream().anyMatch(known -> type.matches(known + "_\\d{8}"));
    }
}
