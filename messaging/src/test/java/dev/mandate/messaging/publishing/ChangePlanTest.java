package dev.mandate.messaging.publishing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mandate.messaging.publishing.ArtifactChange.Kind;
import dev.mandate.messaging.publishing.Refusal.Reason;
import dev.mandate.messaging.result.Result;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ChangePlanTest {
    private static final ChangeHistory HISTORY = new ChangeHistory(
            List.of(
                    new ChangeFacts(1, Kind.ACTIVATE, 1L, "per_ada", Instant.EPOCH),
                    new ChangeFacts(2, Kind.ACTIVATE, 2L, "per_ada", Instant.EPOCH)),
            false);

    /** Of an artifact whose version 2 counts and whose version 3 is watched. */
    @ParameterizedTest
    @CsvSource(nullValues = "-", textBlock = """
            ACTIVATE,   1, 1, false, 3, 1, 2
            ACTIVATE,   3, 3, false, -, -, 2
            ROLL_BACK,  -, 1, false, 3, 1, 2
            DEACTIVATE, -, -, false, 3, -, 2
            RETIRE,     -, -, true,  3, -, 2
            WATCH,      1, 2, false, 1, 1, 3
            UNWATCH,    -, 2, false, -, -, 3
            """)
    void a_change_says_what_will_count_what_will_be_watched_what_comes_and_what_goes(
            Kind kind,
            @Nullable Long version,
            @Nullable Long counts,
            boolean retired,
            @Nullable Long watched,
            @Nullable Long arriving,
            @Nullable Long leaving) {
        var plan = done(plan(kind, version));
        assertThat(plan.after()).isEqualTo(new ActiveVersion(counts, retired));
        assertThat(plan.shadowAfter()).isEqualTo(watched);
        assertThat(plan.arriving()).isEqualTo(arriving == null ? java.util.Set.of() : java.util.Set.of(arriving));
        assertThat(plan.leaving()).isEqualTo(leaving == null ? java.util.Set.of() : java.util.Set.of(leaving));
        assertThat(plan.changesNothing()).isFalse();
    }

    @Test
    void what_is_so_already_changes_nothing_and_what_counts_is_not_watched_beside_itself() {
        assertThat(done(plan(Kind.ACTIVATE, 2L)).changesNothing()).isTrue();
        assertThat(done(plan(Kind.WATCH, 3L)).changesNothing()).isTrue();
        assertThat(done(plan(Kind.WATCH, 2L)).shadowAfter()).isNull();
    }

    @Test
    void a_version_that_is_not_there_is_asked_for_by_name() {
        assertThat(refused(plan(Kind.ACTIVATE, 9L))).isEqualTo(Refusal.unknown("Name a version of main that is there"));
        assertThat(refused(plan(Kind.WATCH, null)).reason()).isEqualTo(Reason.UNKNOWN);
    }

    @Test
    void where_nothing_can_be_undone_a_roll_back_is_a_conflict() {
        var none = new ChangeHistory(List.of(), false);
        var plan = ChangePlan.of(
                new ArtifactChange(Kind.ROLL_BACK, null), "main", ActiveVersion.SHIPPED, null, version -> true, none);
        assertThat(refused(plan).reason()).isEqualTo(Reason.CONFLICT);
    }

    private static Result<ChangePlan, Refusal> plan(Kind kind, @Nullable Long version) {
        return ChangePlan.of(
                new ArtifactChange(kind, version),
                "main",
                new ActiveVersion(2L, false),
                3L,
                number -> number <= 3,
                HISTORY);
    }

    private static ChangePlan done(Result<ChangePlan, Refusal> result) {
        return ((Result.Done<ChangePlan, Refusal>) result).value();
    }

    private static Refusal refused(Result<ChangePlan, Refusal> result) {
        return ((Result.Refused<ChangePlan, Refusal>) result).reason();
    }
}
