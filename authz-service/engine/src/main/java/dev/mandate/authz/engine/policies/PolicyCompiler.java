package dev.mandate.authz.engine.policies;

import dev.mandate.authz.engine.cedar.json.PolicyJson;
import dev.mandate.authz.engine.cedar.publish.Finding;
import dev.mandate.authz.engine.cedar.publish.PolicySource;
import dev.mandate.authz.engine.cedar.publish.Publication;
import dev.mandate.authz.engine.cedar.publish.TemplateLink;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** From texts to policies: all of them, or none. Takes milliseconds per policy. */
public final class PolicyCompiler {
    private PolicyCompiler() {}

    /**
     * @param version null if refused
     * @param json the policies in Cedar's JSON form; empty if refused
     * @param findings what must be corrected, or warnings of an accepted set
     */
    public record Result(@Nullable PolicySetVersion version, String json, List<Finding> findings) {
        static Result refused(List<Finding> findings) {
            return new Result(null, "", findings);
        }
    }

    /** @param name of the version that results */
    public static Result compile(String set, String name, PolicyFiles files, List<TemplateLink> links) {
        return PolicySource.publish(files.policies(), files.schema(), links, Demand::refusal)
                .fold(accepted -> accepted(set, name, accepted), refused -> Result.refused(refused.findings()));
    }

    private static Result accepted(String set, String name, Publication.Accepted publication) {
        try {
            var policies = PolicyJson.policies(publication.policies());
            return new Result(
                    new PolicySetVersion(set, name, policies),
                    publication.policies().toString(),
                    publication.warnings());
        } catch (RuntimeException e) {
            return Result.refused(List.of(new Finding("policies", 1, 1, String.valueOf(e.getMessage()))));
        }
    }
}
