package dev.mandate.events.identity;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What an agent is made of and how it runs, as far as somebody has said; null and empty for what nobody has.
 *
 * @param model that it thinks with
 * @param version of that model; none without a model
 * @param provider whose model that is
 * @param environment where it runs, such as {@code production}
 * @param protocols that it speaks, in order, each once: words such as {@code mcp}
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record AgentDescription(
        @Nullable String model,
        @Nullable String version,
        @Nullable String provider,
        @Nullable String environment,
        @Nullable Autonomy autonomy,
        List<String> protocols) {
    /** How far an agent goes on its own. */
    public enum Autonomy {
        /** A person looks at each deed before it is done. */
        SUPERVISED("does nothing before a person has looked at it"),
        /** It does by itself what a person has handed to it. */
        DELEGATED("does by itself what a person hands to it"),
        /** It finds by itself what to do, while no person looks. */
        AUTONOMOUS("finds by itself what to do");

        private final String words;

        Autonomy(String words) {
            this.words = words;
        }
    }

    public AgentDescription {
        if (version != null && model == null) throw new IllegalArgumentException("a version is one of a model");
        protocols = protocols == null
                ? List.of()
                : protocols.stream().distinct().sorted().toList();
    }

    /** Nobody has said anything. */
    public boolean saysNothing() {
        return model == null && provider == null && environment == null && autonomy == null && protocols.isEmpty();
    }

    /** For people: parts of a sentence, one after the other. Empty where nobody has said anything. */
    public String words() {
        var words = new ArrayList<String>();
        if (model != null) words.add("model " + model + (version == null ? "" : " " + version));
        if (provider != null) words.add("provider " + provider);
        if (environment != null) words.add("environment " + environment);
        if (autonomy != null) words.add(autonomy.words);
        if (!protocols.isEmpty()) words.add("speaks " + String.join(" ", protocols));
        return String.join(", ", words);
    }
}
