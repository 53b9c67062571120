package dev.mandate.authz.policies;

import dev.mandate.authz.cedar.PolicySet;
import dev.mandate.authz.cedar.json.PolicyJson;
import dev.mandate.authz.cedar.publish.Finding;
import dev.mandate.authz.cedar.publish.PolicySource;
import dev.mandate.authz.cedar.publish.Publication;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** From files to policies in force: all of them, or none. */
final class PolicyCompiler {
    private PolicyCompiler() {}

    /**
     * @param book null if refused
     * @param findings what must be corrected, or warnings of an accepted set
     */
    record Result(@Nullable PolicyBook book, List<Finding> findings) {}

    static Result compile(PolicyFiles files) {
        return PolicySource.publish(files.policies(), files.schema(), List.of())
                .fold(accepted -> accepted(accepted, files), refused -> new Result(null, refused.findings()));
    }

    private static Result accepted(Publication.Accepted publication, PolicyFiles files) {
        try {
            var policies = PolicySet.compile(PolicyJson.policies(publication.policies()));
            return new Result(new PolicyBook(policies, files.digest()), publication.warnings());
        } catch (RuntimeException e) {
            return new Result(null, List.of(new Finding("policies", 1, 1, String.valueOf(e.getMessage()))));
        }
    }
}
