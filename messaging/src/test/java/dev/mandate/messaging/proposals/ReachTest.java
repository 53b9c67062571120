package dev.mandate.messaging.proposals;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mandate.events.administration.ProposedChange;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class ReachTest {
    @Test
    void whatever_is_in_the_texts_of_others_the_record_of_it_can_be_made() {
        var hostile = "a\n\u202e".repeat(300) + "😀".repeat(300);
        var reach = new Reach(hostile, "revision 1", hostile, Collections.nCopies(5_000, hostile));
        var touches = reach.touches().await().indefinitely();
        var change = new ProposedChange("kind", reach.subject(), reach.summary(), touches, "digest");
        assertThat(change.touches()).hasSize(30).last().isEqualTo("and 4971 more");
        assertThat(change.summary())
                .hasSizeLessThanOrEqualTo(ProposedChange.LONGEST_LINE)
                .endsWith("…");
    }

    @Test
    void an_emoji_is_not_cut_in_two() {
        var reach = new Reach("s", "", "x".repeat(398) + "😀😀", List.of());
        assertThat(reach.summary()).isEqualTo("x".repeat(398) + "…");
    }
}
