package dev.mandate.gateway.providers;

import java.net.URI;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One provider of models as its operator has named it.
 *
 * @param name in the path of its endpoint here
 * @param url what its own clients have as base, without {@code /v1}; redirects from there are not followed
 * @param credential a file with the key that it gets; null without one. Callers' tokens are never passed on
 * @param models by the id that the catalogue has
 * @param allow members and kinds of tools, and of what is in a prompt, by which a request reaches beyond the model, and which are passed on all the same
 * @param passes members and kinds that this gateway doesn't know and passes on all the same, such as {@code top_k} for a provider that has it
 */
public record ModelProvider(
        String name,
        URI url,
        Kind kind,
        @Nullable Path credential,
        Map<String, ProvidedModel> models,
        Set<String> allow,
        Set<String> passes) {
    /** Whose interface it speaks. */
    public enum Kind {
        OPENAI,
        ANTHROPIC
    }

    /**
     * @param upstream as the provider calls it
     * @param mostInput tokens that it reads at most, which counts where the bytes of a request don't say
     * @param mostOutput tokens that it writes at most where the request doesn't say
     */
    public record ProvidedModel(String upstream, long mostInput, long mostOutput) {}

    public ModelProvider {
        models = Map.copyOf(models);
        allow = Set.copyOf(allow);
        passes = Set.copyOf(passes);
    }
}
