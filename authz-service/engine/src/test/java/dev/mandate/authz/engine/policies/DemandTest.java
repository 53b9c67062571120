package dev.mandate.authz.engine.policies;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mandate.authz.engine.cedar.publish.Finding;
import dev.mandate.authz.engine.cedar.publish.PolicyFile;
import dev.mandate.events.authz.Authentication;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DemandTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "step_up:urn:mandate:acr:mfa",
                "approval",
                "approval:role:finance",
                "approval:acr:urn:mandate:acr:mfa",
                "approval:role:finance,acr:urn:mandate:acr:mfa",
                "notification:security@acme.example",
                "session_termination",
                "approval; notification:audit"
            })
    void what_can_be_asked_for_is_published(String obligation) {
        assertThat(findings(obligation)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "pray",
                "step_up",
                "step_up:",
                "approval:ada",
                "approval:role:",
                "approval:acr:mfa,role:finance",
                "approval;",
                "notification:two words"
            })
    void what_nobody_knows_how_to_do_is_refused_where_it_stands(String obligation) {
        assertThat(findings(obligation)).singleElement().satisfies(finding -> {
            assertThat(finding.file()).isEqualTo("a.cedar");
            assertThat(finding.line()).isEqualTo(3);
            assertThat(finding.column()).isEqualTo(1);
            assertThat(finding.message())
                    .contains(
                            "step_up:<acr>, approval (also :role:<role>, ",
                            " notification:<to> or session_termination");
        });
    }

    @Test
    void of_what_was_published_before_an_obligation_that_cannot_be_read_is_one_that_nobody_can_meet() {
        assertThat(Demand.ofPublished("pray"))
                .allMatch(demand -> demand.open(new Authentication("urn:mandate:acr:mfa", Set.of(), null)));
    }

    private static List<Finding> findings(String obligation) {
        var text = """
                @id("a")
                // says what must be done
                @obligation("%s")
                permit (principal, action, resource);
                """.formatted(obligation);
        var files = new PolicyFiles(
                PolicyFiles.shippedSchema(PolicySetVersion.MAIN), List.of(new PolicyFile("a.cedar", text)));
        return Compilation.of(PolicySetVersion.MAIN, "a", files, List.of())
                .fold(Compilation.Compiled::warnings, Compilation.Refused::findings);
    }
}
