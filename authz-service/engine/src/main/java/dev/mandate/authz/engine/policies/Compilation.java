package dev.mandate.authz.engine.policies;

import dev.mandate.authz.engine.cedar.json.PolicyJson;
import dev.mandate.authz.engine.cedar.publish.Finding;
import dev.mandate.authz.engine.cedar.publish.PolicySource;
import dev.mandate.authz.engine.cedar.publish.Publication;
import dev.mandate.authz.engine.cedar.publish.TemplateLink;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** From texts to policies: all of them, or none. */
public sealed interface Compilation {

    /**
     * They are well formed and fit their schema.
     *
     * @param json the policies in Cedar's JSON form
     * @param warnings what is allowed and yet unlikely to be meant
     */
    record Compiled(PolicySetVersion version, String json, List<Finding> warnings) implements Compilation {}

    /** At least one finding must be corrected first. */
    record Refused(List<Finding> findings) implements Compilation {}

    default <T> T fold(Function<Compiled, T> compiled, Function<Refused, T> refused) {
        return this instanceof Compiled done ? compiled.apply(done) : refused.apply((Refused) this);
    }

    /**
     * Takes milliseconds per policy.
     *
     * @param name of the version that results
     */
    static Compilation of(String set, String name, PolicyFiles files, List<TemplateLink> links) {
        return PolicySource.publish(files.policies(), files.schema(), links, Compilation::refusal)
                .fold(accepted -> compiled(set, name, accepted), refused -> new Refused(refused.findings()));
    }

    private static @Nullable String refusal(String annotation, String value) {
        var demand = Demand.refusal(annotation, value);
        return demand == null ? StaleIfError.refusal(annotation, value) : demand;
    }

    private static Compilation compiled(String set, String name, Publication.Accepted publication) {
        try {
            var policies = PolicyJson.policies(publication.policies());
            return new Compiled(
                    new PolicySetVersion(set, name, policies),
                    publication.policies().toString(),
                    publication.warnings());
        } catch (RuntimeException e) {
            return new Refused(List.of(new Finding("policies", 1, 1, String.valueOf(e.getMessage()))));
        }
    }
}
