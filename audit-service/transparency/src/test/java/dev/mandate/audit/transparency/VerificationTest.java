package dev.mandate.audit.transparency;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mandate.audit.transparency.Doubt.Kind;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class VerificationTest {
    private static final NoteSigner OTHER = NoteSigner.of("trail", "another secret of another trail, long");

    private final WrittenTrail trail = new WrittenTrail()
            .grows(100)
            .isSigned()
            .grows(500)
            .isSigned()
            .grows(40)
            .isSigned();
    /** What somebody else has kept. */
    private final List<String> kafka = List.copyOf(trail.checkpoints);

    @Test
    void a_trail_that_nobody_changed_is_sound_and_what_came_since_is_counted() {
        var verdict = trail.grows(3).heldAgainst(kafka);
        assertThat(verdict.doubts()).isEmpty();
        assertThat(verdict.isSound()).isTrue();
        assertThat(verdict.held()).isEqualTo(640);
        assertThat(verdict.unsigned()).isEqualTo(3);
        assertThat(verdict.newest().size()).isEqualTo(640);
    }

    @Test
    void a_changed_line_is_told_with_its_number_its_time_and_what_it_says_now() {
        var verdict = trail.change(30, line -> WrittenTrail.line(30, "Nothing happened"))
                .heldAgainst(kafka);
        assertThat(verdict.doubts()).singleElement().satisfies(doubt -> {
            assertThat(doubt.kind()).isEqualTo(Kind.CHANGED);
            assertThat(doubt.words())
                    .isEqualTo(
                            "Line 30, recorded at 2026-11-01T00:30:00Z, isn't as it was signed. It now says \u201cNothing happened\u201d");
        });
    }

    @Test
    void lines_that_were_removed_are_told_together_and_with_their_times() {
        trail.remove(30).remove(32).remove(33).remove(300);
        assertThat(kinds(trail)).containsExactly(Kind.MISSING, Kind.MISSING);
        assertThat(trail.heldAgainst(kafka).doubts().get(0).words())
                .isEqualTo(
                        "3 lines are missing, from number 30, recorded at 2026-11-01T00:30:00Z, to number 33, recorded at 2026-11-01T00:33:00Z");
    }

    @Test
    void so_many_lines_that_were_put_in_that_nobody_would_come_to_an_end_end_the_reading() {
        var flood = new WrittenTrail.Flooded(trail, 31);
        var verdict = flood.heldAgainst(kafka);
        assertThat(verdict.doubts())
                .extracting(Doubt::kind)
                .contains(Kind.PUT_IN)
                .endsWith(Kind.FLOODED);
        assertThat(flood.pages()).isLessThan(200);
    }

    @Test
    void read_ahead_it_is_the_same_trail_whatever_was_done_to_it() {
        trail.remove(30).remove(300).change(33, line -> WrittenTrail.line(33, "Nothing happened"));
        try (var ahead = new ReadAhead(trail)) {
            var held = new HeldCheckpoints(List.of(WrittenTrail.SIGNER.publicKey()));
            kafka.forEach(held.place(HeldCheckpoints.KAFKA));
            assertThat(Verification.of(ahead, held, null, WrittenTrail.BEGAN, done -> {})
                            .doubts())
                    .isEqualTo(trail.heldAgainst(kafka).doubts())
                    .hasSize(3);
        }
    }

    @Test
    void what_reading_ahead_fails_at_is_thrown_where_it_is_asked_for() {
        TrailCopy failing = new TrailCopy() {
            @Override
            public List<TrailLine> lines(@Nullable Long after) {
                throw new IllegalStateException("the service is away");
            }

            @Override
            public byte[] digests(long tile) {
                return trail.digests(tile);
            }
        };
        try (var ahead = new ReadAhead(failing)) {
            assertThat(ahead.digests(2)).isEqualTo(trail.digests(2));
            assertThat(ahead.digests(0)).isEqualTo(trail.digests(0));
            assertThatThrownBy(() -> ahead.lines(null)).hasMessage("the service is away");
        }
    }

    @Test
    void a_line_that_was_put_in_among_signed_ones_is_told() {
        trail.lines.add(WrittenTrail.line(31, "It was allowed")); // whose number a rolled back transaction had
        trail.lines.sort(java.util.Comparator.comparingLong(TrailLine::number));
        assertThat(trail.heldAgainst(kafka).doubts()).singleElement().satisfies(doubt -> {
            assertThat(doubt.kind()).isEqualTo(Kind.PUT_IN);
            assertThat(doubt.first()).isEqualTo(31);
            assertThat(doubt.words()).contains("It was allowed");
        });
    }

    @Test
    void a_second_line_of_a_number_is_told_and_the_first_isnt() {
        var last = trail.lines.get(trail.lines.size() - 1).number();
        var second = WrittenTrail.line(last, "It was allowed");
        trail.lines.add(trail.lines.size() - 1, second);
        assertThat(kinds(trail)).containsExactly(Kind.PUT_IN);
        assertThat(trail.heldAgainst(kafka).doubts().get(0).words()).contains("It was allowed");
    }

    @Test
    void two_lines_that_changed_places_are_told_both() {
        var first = WrittenTrail.line(30, "Line 42");
        var second = WrittenTrail.line(42, "Line 30");
        trail.change(30, line -> first).change(42, line -> second);
        assertThat(trail.heldAgainst(kafka).doubts()).extracting(Doubt::first).containsExactly(30L, 42L);
        assertThat(kinds(trail)).containsOnly(Kind.CHANGED);
    }

    @Test
    void a_record_that_isnt_the_one_of_its_digest_is_told_although_its_line_is_as_it_was() {
        trail.change(30, line -> with(line, line.occurredAt(), "{\"forged\":true}".getBytes(UTF_8)));
        var verdict = trail.heldAgainst(kafka);
        assertThat(verdict.doubts()).extracting(Doubt::kind).containsExactly(Kind.RECORD);
        assertThat(verdict.doubts().get(0).words()).contains("Line 30", "bytes of a record");
    }

    @Test
    void a_record_that_was_removed_is_told_although_its_digest_is_there() {
        trail.change(30, line -> with(line, line.occurredAt(), null));
        assertThat(trail.heldAgainst(kafka).doubts()).singleElement().satisfies(doubt -> {
            assertThat(doubt.kind()).isEqualTo(Kind.RECORD);
            assertThat(doubt.words()).contains("Line 30", "has lost the bytes of its record");
        });
    }

    @Test
    void a_line_at_a_time_without_end_is_told_as_any_other_that_was_changed() {
        trail.change(30, line -> with(line, Instant.MAX, line.original()));
        trail.change(32, line -> with(line, Instant.MIN, line.original()));
        assertThat(kinds(trail)).containsExactly(Kind.CHANGED, Kind.CHANGED);
    }

    private static TrailLine with(TrailLine line, Instant occurredAt, byte @Nullable [] original) {
        return new TrailLine(
                line.number(),
                line.recordedAt(),
                occurredAt,
                line.clockAhead(),
                line.topic(),
                line.type(),
                line.source(),
                line.eventId(),
                line.session(),
                line.agent(),
                line.person(),
                line.delegation(),
                line.decision(),
                line.outcome(),
                line.summary(),
                line.subject(),
                line.payload(),
                line.sha256(),
                original);
    }

    @Test
    void whoever_changes_the_digests_too_is_found_out_by_the_span_between_two_checkpoints() {
        trail.change(200, line -> WrittenTrail.line(200, "Nothing happened"));
        trail.digestsAreMadeToFit();
        assertThat(trail.heldAgainst(kafka).doubts()).singleElement().satisfies(doubt -> {
            assertThat(doubt.kind()).isEqualTo(Kind.SPAN);
            assertThat(doubt.first()).isLessThanOrEqualTo(200).isGreaterThan(100);
            assertThat(doubt.words()).contains("600 lines", "as it was signed at 2026-11-01T02:30");
        });
    }

    @Test
    void digests_that_were_changed_or_removed_are_told_and_the_lines_are_held_without_them() {
        trail.tiles.get(new Tiles.Place(0, 1))[40] ^= 1;
        assertThat(kinds(trail)).containsExactly(Kind.DIGESTS);
        trail.tiles.clear();
        var verdict = trail.heldAgainst(kafka);
        assertThat(verdict.doubts()).extracting(Doubt::kind).containsOnly(Kind.DIGESTS);
        trail.change(200, line -> WrittenTrail.line(200, "Nothing happened"));
        assertThat(kinds(trail)).contains(Kind.SPAN);
    }

    @Test
    void an_old_checkpoint_in_the_place_of_newer_ones_is_told_by_those_that_others_have_kept() {
        trail.checkpoints.subList(1, 3).clear();
        var verdict = trail.heldAgainst(kafka);
        assertThat(verdict.doubts()).extracting(Doubt::kind).containsExactly(Kind.CUT_OFF);
        assertThat(verdict.doubts().get(0).words())
                .isEqualTo(
                        "640 lines were signed at 2026-11-01T16:00:30Z (Kafka), and the newest checkpoint in the database is of 100 lines at 2026-11-01T02:30:30Z: newer ones were removed from it, or it was brought back from a backup");
    }

    @Test
    void a_tail_that_was_cut_off_is_told_with_all_that_was_kept_of_it_cut_off_too() {
        var cut = new WrittenTrail().grows(100).isSigned();
        var verdict = cut.heldAgainst(kafka);
        assertThat(verdict.doubts()).extracting(Doubt::kind).containsExactly(Kind.CUT_OFF, Kind.CUT_OFF);
        assertThat(verdict.doubts().get(1).words())
                .startsWith("640 lines were signed at ")
                .contains("100 lines are there", "after number 150");
        var lines = trail.copy();
        lines.lines.removeIf(line -> line.number() > 900);
        assertThat(kinds(lines)).containsExactly(Kind.MISSING);
    }

    @Test
    void a_trail_that_was_brought_back_from_a_backup_and_grew_on_is_told() {
        var backup = new WrittenTrail().grows(100).isSigned();
        backup.grows(1).change(152, line -> WrittenTrail.line(152, "Another history"));
        backup.grows(700).isSigned();
        var verdict = backup.heldAgainst(kafka);
        assertThat(verdict.doubts()).extracting(Doubt::kind).containsExactly(Kind.TWO_TRAILS);
        assertThat(verdict.doubts().get(0).words())
                .startsWith("600 lines were signed at ")
                .contains("and 1 later of its checkpoints", "brought back from a backup", "after the 100 lines");
    }

    @Test
    void a_checkpoint_by_another_key_is_told_and_says_nothing() {
        trail.change(200, line -> WrittenTrail.line(200, "Nothing happened"));
        trail.digestsAreMadeToFit();
        trail.checkpoints.clear();
        var forged = new WrittenTrail();
        forged.lines.addAll(trail.lines);
        trail.checkpoints.addAll(forged.isSignedBy(OTHER).checkpoints);
        assertThat(kinds(trail)).contains(Kind.NOT_SIGNED, Kind.SPAN);
        assertThat(trail.heldAgainst(List.of()).doubts())
                .extracting(Doubt::kind)
                .containsExactly(Kind.NOT_SIGNED, Kind.NOTHING_SIGNED);
    }

    @Test
    void months_that_were_dropped_are_passed_over_and_what_is_left_is_held() {
        var from = WrittenTrail.BEGAN.plusSeconds(60 * 400);
        trail.lines.removeIf(line -> line.recordedAt().isBefore(from));
        assertThat(trail.heldAgainst(kafka, from).doubts()).isEmpty();
        assertThat(trail.heldAgainst(kafka, from).passedOver()).isPositive();
        assertThat(kinds(trail)).containsExactly(Kind.MISSING);
        trail.change(500, line -> WrittenTrail.line(500, "Nothing happened"));
        assertThat(trail.heldAgainst(kafka, from).doubts())
                .singleElement()
                .satisfies(doubt -> assertThat(doubt.first()).isEqualTo(500));
    }

    @Test
    void a_line_that_was_put_in_among_those_of_a_dropped_month_is_told() {
        var from = WrittenTrail.BEGAN.plusSeconds(60 * 400);
        trail.lines.removeIf(line -> line.recordedAt().isBefore(from));
        trail.lines.add(0, WrittenTrail.line(4, "It was allowed")); // a number that none had
        trail.lines.add(1, WrittenTrail.line(5, "It was allowed, too"));
        trail.lines.add(0, WrittenTrail.line(Long.MIN_VALUE / 1_000_000, "It always was"));
        assertThat(trail.heldAgainst(kafka, from).doubts())
                .extracting(Doubt::kind)
                .containsExactly(Kind.PUT_IN, Kind.PUT_IN, Kind.CHANGED);
    }

    @Test
    void lines_that_nobody_signs_for_an_hour_are_a_doubt() {
        var began = trail.lines.get(trail.lines.size() - 1).number() + 1;
        assertThat(kinds(trail.grows(30))).isEmpty();
        assertThat(trail.grows(30).heldAgainst(kafka).doubts())
                .singleElement()
                .satisfies(doubt -> assertThat(doubt.kind()).isEqualTo(Kind.LATE))
                .satisfies(doubt -> assertThat(doubt.first()).isBetween(began, began + 1))
                .satisfies(doubt -> assertThat(doubt.words()).contains("signing stands still"));
    }

    @Test
    void checkpoints_that_dont_get_to_kafka_for_an_hour_are_a_doubt() {
        trail.grows(20).isSigned().grows(20).isSigned();
        assertThat(kinds(trail)).isEmpty();
        trail.grows(20).isSigned();
        assertThat(trail.heldAgainst(kafka).doubts())
                .singleElement()
                .satisfies(doubt -> assertThat(doubt.kind()).isEqualTo(Kind.NOT_PUBLISHED))
                .satisfies(doubt -> assertThat(doubt.words()).startsWith("660 lines were signed at "));
        assertThat(trail.heldAgainst(List.of()).doubts())
                .as("of which there is none at all")
                .extracting(Doubt::kind)
                .containsExactly(Kind.NOT_PUBLISHED);
    }

    @Test
    void of_very_many_doubts_the_first_hundred_are_told_and_the_others_counted() {
        trail.lines.replaceAll(line -> WrittenTrail.line(line.number(), "Nothing happened"));
        var verdict = trail.heldAgainst(kafka);
        assertThat(verdict.doubts()).hasSize(100);
        assertThat(verdict.more()).isEqualTo(540);
    }

    private List<Kind> kinds(WrittenTrail changed) {
        return changed.heldAgainst(kafka).doubts().stream().map(Doubt::kind).toList();
    }
}
