package dev.mandate.audit.outputs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mandate.audit.identities.FindingNames;
import dev.mandate.events.identity.IdentityState;
import dev.mandate.events.ids.IdentityId;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CefTest {
    @ParameterizedTest
    @CsvSource({"=,\\=", "\\,\\\\", "\uD83D\uDE00,''"})
    void a_long_text_ends_with_a_whole_character(String last, String asItEnds) {
        var before = "a".repeat(1022);
        assertThat(cef(Told.finding("fnd_1", before + last + "b").told()))
                .contains("msg=" + before + asItEnds + " suser=");
    }

    @Test
    void names_stand_beside_the_ids_and_end_no_field() {
        var names = new FindingNames(
                id -> id.equals("per_ada")
                        ? Optional.of(IdentityState.person(new IdentityId(id), "Ada|=\nCEF:0|x")
                                .build())
                        : Optional.empty(),
                tool -> Optional.empty());
        assertThat(cef(Told.finding("fnd_1", "agt_1 called mail").told(names)))
                .hasLineCount(1)
                .contains("msg=agt_1 called mail suser=per_ada ")
                .endsWith(" cs6Label=names cs6=“Ada|\\=\\\\u000aCEF:0|x” (per_ada)");
    }

    private static String cef(OutgoingFinding finding) {
        return Cef.of(finding.envelope().data(), finding.told());
    }
}
