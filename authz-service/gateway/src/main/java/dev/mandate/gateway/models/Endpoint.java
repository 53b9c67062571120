package dev.mandate.gateway.models;

import dev.mandate.gateway.providers.ModelProvider;
import dev.mandate.gateway.providers.ModelProvider.Kind;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What can be asked of models, and by which members, as providers have published them by November 2026. Whatever isn't here is refused: what somebody adds
 * at a provider tomorrow may have it do more than answer.
 *
 * @see <a href="https://platform.openai.com/docs/api-reference">OpenAI, API reference</a>
 * @see <a href="https://platform.claude.com/docs/en/api/messages">Anthropic, messages</a>
 */
enum Endpoint {
    CHAT_COMPLETIONS(
            "chat/completions",
            Kind.OPENAI,
            "max_tokens max_completion_tokens",
            "messages",
            """
            audio frequency_penalty function_call functions logit_bias logprobs metadata modalities n parallel_tool_calls
            prediction presence_penalty prompt_cache_key prompt_cache_options prompt_cache_retention reasoning_effort
            response_format safety_identifier seed service_tier stop store stream stream_options temperature tool_choice
            tools top_logprobs top_p user verbosity""",
            "web_search_options moderation"),
    RESPONSES("responses", Kind.OPENAI, "max_output_tokens", "input instructions", """
            context_management image include max_tool_calls metadata parallel_tool_calls prompt_cache_key
            prompt_cache_options prompt_cache_retention reasoning safety_identifier service_tier store stream
            stream_options temperature text tool_choice tools top_logprobs top_p truncation user""", """
            previous_response_id conversation background background_options prompt moderation access_programs multi_agent"""),
    EMBEDDINGS("embeddings", Kind.OPENAI, "", "", "input dimensions encoding_format user", ""),
    MESSAGES("messages", Kind.ANTHROPIC, "max_tokens", "messages system", """
            cache_control metadata output_config output_format service_tier speed stop_sequences stream temperature
            thinking tool_choice tools top_k top_p""", """
            mcp_servers container context_management compaction thread fallbacks fallback_credit_token diagnostics
            inference_geo user_profile_id workspace_id billing_policy""");

    private static final Set<String> RUN_BY_CALLER =
            Set.of("function", "custom", "local_shell", "apply_patch", "computer", "computer_use_preview");
    private static final Set<String> RUN_BY_ANTHROPICS_CALLER = Set.of("bash", "text_editor", "computer", "memory");

    private final String path;
    private final Kind kind;
    private final Set<String> limits;
    private final Set<String> prompts;
    private final Set<String> reaching;
    private final Set<String> known;

    /**
     * @param limits members, as are the others, with white space between: by which it says how much is written at most
     * @param prompts in which is what the model reads
     * @param plain that say how the model answers, and nothing of what else is done
     * @param reaching by which it reaches what others left at the provider or leaves something there, has other models or tools run, or changes where
     *     or for whom that is
     */
    Endpoint(String path, Kind kind, String limits, String prompts, String plain, String reaching) {
        this.path = path;
        this.kind = kind;
        this.limits = names(limits);
        this.prompts = names(prompts);
        this.reaching = names(reaching);
        this.known = Stream.of(Set.of("model"), this.limits, this.prompts, names(plain), this.reaching)
                .flatMap(Set::stream)
                .collect(Collectors.toUnmodifiableSet());
    }

    private static Set<String> names(String written) {
        return written.isBlank() ? Set.of() : PromptKinds.names(written);
    }

    /** @param path behind {@code /v1/} */
    static Optional<Endpoint> of(String path) {
        return Arrays.stream(values()).filter(one -> one.path.equals(path)).findFirst();
    }

    /** Every member that some interface has, so that a name that looks like it is refused in each. */
    static Set<String> members() {
        return Arrays.stream(values()).flatMap(one -> one.known.stream()).collect(Collectors.toUnmodifiableSet());
    }

    /** A member by which a request of some interface reaches beyond the model. */
    static boolean reachesAny(String member) {
        return Arrays.stream(values()).anyMatch(one -> one.reaches(member));
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

    /** A member by which a request reaches beyond the model. */
    boolean reaches(String member) {
        return reaching.contains(member);
    }

    /** A member that is passed on, or reaches, or limits here or elsewhere, which is told of in other words. Another may do anything. */
    boolean knows(String member) {
        return known.contains(member) || limitsAny(member);
    }

    /** A member with what the model reads. */
    boolean prompts(String member) {
        return prompts.contains(member);
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
