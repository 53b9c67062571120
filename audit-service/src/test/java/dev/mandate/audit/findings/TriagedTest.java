package dev.mandate.audit.findings;

import static dev.mandate.events.risk.FindingEvent.IN_PROGRESS;
import static dev.mandate.events.risk.FindingEvent.NEW;
import static dev.mandate.events.risk.FindingEvent.RESOLVED;
import static dev.mandate.events.risk.FindingEvent.SUPPRESSED;
import static dev.mandate.events.risk.FindingEvent.UNKNOWN;
import static org.assertj.core.api.Assertions.assertThat;

import dev.mandate.events.ids.FindingId;
import dev.mandate.events.risk.FindingEvent;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What the risk job tells, which hears late of what people said, meets what they said. */
class TriagedTest {
    private static final Instant NOW = Instant.parse("2026-01-15T10:04:00.250Z");
    private static final Instant TOMORROW = NOW.plus(Duration.ofDays(1));
    private static final Instant JUST_NOW = NOW.minusMillis(100);

    @Test
    void what_was_lifted_stays_so_though_the_job_has_not_heard_of_it() {
        var before = at(NEW, true, null);
        var told = at(SUPPRESSED, false, TOMORROW);
        var after = Triaged.goesOn(before, told, said(JUST_NOW), NOW);
        assertThat(after.statusId()).isEqualTo(NEW);
        assertThat(after.alert()).isTrue();
        assertThat(after.unmapped().triage()).isNull();
        assertThat(Triaged.corrects(before, told, after)).isTrue();
    }

    @Test
    void what_was_suppressed_stays_so_though_the_job_has_not_heard_of_it() {
        var before = at(SUPPRESSED, false, TOMORROW);
        var told = at(UNKNOWN, true, null);
        var after = Triaged.goesOn(before, told, said(TOMORROW), NOW);
        assertThat(after.statusId()).isEqualTo(SUPPRESSED);
        assertThat(after.alert()).isFalse();
        assertThat(after.statusDetail()).isEqualTo("known");
        assertThat(after.unmapped().triage()).isEqualTo(new FindingEvent.Triage("per_ada", NOW, TOMORROW));
        assertThat(Triaged.corrects(before, told, after)).isTrue();
    }

    @Test
    void the_next_incident_of_what_was_suppressed_alerts_nobody_though_the_job_has_not_heard_of_it() {
        var told = at(NEW, true, null);
        var after = Triaged.goesOn(null, told, said(TOMORROW), NOW);
        assertThat(after.statusId()).isEqualTo(SUPPRESSED);
        assertThat(after.alert()).isFalse();
        assertThat(Triaged.corrects(null, told, after)).isTrue();
    }

    @Test
    void a_match_within_a_suppression_is_not_told_again_where_it_arrives_after_its_end() {
        var before = at(SUPPRESSED, false, JUST_NOW);
        var told = at(SUPPRESSED, false, JUST_NOW);
        var after = Triaged.goesOn(before, told, said(JUST_NOW), NOW);
        assertThat(after).isEqualTo(told);
        assertThat(Triaged.corrects(before, told, after)).isFalse();
    }

    @Test
    void a_match_after_the_end_of_a_suppression_is_new_again_and_says_so() {
        var before = at(SUPPRESSED, false, JUST_NOW);
        var told = at(UNKNOWN, true, null);
        var after = Triaged.goesOn(before, told, said(JUST_NOW), NOW);
        assertThat(after.statusId()).isEqualTo(NEW);
        assertThat(Triaged.corrects(before, told, after)).isTrue();
    }

    @Test
    void what_somebody_works_at_stays_so_and_nobody_is_told_twice() {
        var before = at(IN_PROGRESS, true, null);
        var told = at(UNKNOWN, true, null);
        var after = Triaged.goesOn(before, told, null, NOW);
        assertThat(after.statusId()).isEqualTo(IN_PROGRESS);
        assertThat(after.unmapped().triage()).isEqualTo(before.unmapped().triage());
        assertThat(Triaged.corrects(before, told, after)).isFalse();
    }

    @Test
    void what_the_job_takes_back_keeps_the_reason_of_who_resolved_it() {
        var before = at(RESOLVED, false, null);
        var told = at(RESOLVED, false, null, "withdrawn");
        var after = Triaged.goesOn(before, told, said(TOMORROW), NOW);
        assertThat(after.statusDetail()).isEqualTo("known");
        assertThat(Triaged.goesOn(at(NEW, true, null), told, null, NOW)).isEqualTo(told);
    }

    private static SuppressionRow said(Instant until) {
        var row = new SuppressionRow();
        row.until = until;
        row.saidBy = "per_ada";
        row.reason = "known";
        return row;
    }

    private static FindingEvent at(int status, boolean alert, @Nullable Instant until) {
        return at(status, alert, until, status == UNKNOWN || status == NEW ? null : "known");
    }

    private static FindingEvent at(int status, boolean alert, @Nullable Instant until, @Nullable String detail) {
        var person = status == IN_PROGRESS || status == SUPPRESSED;
        return new FindingEvent(
                FindingEvent.UPDATE,
                FindingEvent.CATEGORY,
                FindingEvent.CLASS,
                FindingEvent.CLASS * 100L + FindingEvent.UPDATE,
                NOW.toEpochMilli(),
                4,
                status,
                detail,
                2,
                alert,
                2,
                "Data out",
                new FindingEvent.Metadata("1.8.0", new FindingEvent.Metadata.Product("Mandate", "Mandate")),
                new FindingEvent.FindingInfo(
                        new FindingId("fnd_1"),
                        "Data out",
                        null,
                        new FindingEvent.Analytic("rule", "Data out", "9f2c", 1, FindingEvent.Analytic.ACTIVE),
                        null,
                        NOW.toEpochMilli(),
                        NOW.toEpochMilli(),
                        NOW.toEpochMilli(),
                        NOW.toEpochMilli(),
                        List.of()),
                List.of(new FindingEvent.Evidence("mail", Map.of("tool", "mail"))),
                null,
                new FindingEvent.Unmapped(
                        "del_1",
                        "del_1",
                        List.of("agt_1"),
                        "per_ada",
                        null,
                        Map.of("session", "del_1"),
                        person ? new FindingEvent.Triage("per_ada", NOW, until) : null));
    }
}
