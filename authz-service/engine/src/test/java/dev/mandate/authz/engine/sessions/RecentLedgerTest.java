package dev.mandate.authz.engine.sessions;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mandate.authz.engine.sessions.EarlyOutcomes.Outcome;
import dev.mandate.authz.engine.sessions.SessionTally.SumOf;
import dev.mandate.events.authz.CallDigest;
import dev.mandate.events.ids.DecisionId;
import dev.mandate.events.ids.IdentityId;
import dev.mandate.events.ids.SessionId;
import dev.mandate.events.lifecycle.ToolLabel;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

class RecentLedgerTest {
    private static final Instant NOW = Instant.parse("2026-03-02T10:00:00Z");
    private static final IdentityId ADA = new IdentityId("per_ada");
    private static final Doers MAILER = new Doers(new IdentityId("agt_mailer"), ADA);
    private static final Doers READER = new Doers(new IdentityId("agt_reader"), ADA);
    private static final SessionId ONE = new SessionId("del_one");
    private static final SessionId OTHER = new SessionId("del_other");
    private static final CountedCall PAY = new CountedCall("pay", Set.of(ToolLabel.MONEY), Map.of("amount", 5L));
    private static final CountedCall READ = new CountedCall("read", Set.of(ToolLabel.UNTRUSTED), Map.of());
    private static final int AGENTS = 20_000;
    private static final CallDigest DIGEST = new CallDigest(1, 2, 3, 4);

    private final SessionLedger ledger = SessionLedger.fresh();

    @Test
    void another_task_of_the_person_counts_for_him_and_another_agents_not_for_this_one() {
        allow(ONE, READER, READ, NOW);
        var recent = ledger.recently().of(MAILER, NOW);
        assertThat(recent.forPerson().of(ToolLabel.UNTRUSTED)).isEqualTo(1);
        assertThat(recent.ofAgent().calls()).isZero();
        assertThat(ledger.recently().of(READER, NOW).ofAgent().calls()).isEqualTo(1);
    }

    @Test
    void it_counts_for_hours_and_then_no_more() {
        allow(ONE, READER, PAY, NOW);
        assertThat(paid(NOW.plus(Duration.ofHours(4)))).isEqualTo(5);
        assertThat(paid(NOW.plus(Duration.ofHours(5)))).isZero();
    }

    @Test
    void of_two_tasks_that_spend_at_once_the_second_is_decided_again() {
        var seen = ledger.recently().of(READER, NOW);
        assertThat(ledger.count(ONE, NOW, SessionTally.NONE, seen, DecisionId.next(), PAY, DIGEST))
                .isTrue();
        assertThat(ledger.count(OTHER, NOW, SessionTally.NONE, seen, DecisionId.next(), PAY, DIGEST))
                .isFalse();
        assertThat(paid(NOW)).isEqualTo(5);
        assertThat(ledger.of(OTHER, NOW).calls()).isZero();
    }

    @Test
    void what_is_counted_while_others_are_forgotten_is_not_lost() throws Exception {
        var counted = new AtomicBoolean();
        var sweeping = new Thread(() -> {
            while (!counted.get()) ledger.sweep(NOW);
        });
        sweeping.start();
        for (var agent = 0; agent < AGENTS; agent++) ledger.recently().add(agent(agent), ONE, PAY, NOW);
        counted.set(true);
        sweeping.join();
        for (var agent = 0; agent < AGENTS; agent++)
            assertThat(ledger.recently().of(agent(agent), NOW).ofAgent().calls())
                    .isEqualTo(1);
    }

    private static Doers agent(int number) {
        return new Doers(new IdentityId("agt_" + number), null);
    }

    @Test
    void an_allow_of_another_replica_counts_once_and_not_if_it_was_withheld() {
        var decision = DecisionId.next();
        for (var i = 0; i < 2; i++) ledger.arrived(ONE, NOW, decision, PAY, DIGEST, READER);
        assertThat(paid(NOW)).isEqualTo(5);
        ledger.withheld(ONE, NOW, decision);
        assertThat(paid(NOW)).isZero();
    }

    @Test
    void a_task_that_ends_before_its_read_is_reported_leaves_that_behind() {
        allow(ONE, READER, READ, NOW);
        assertThat(unjudged()).isTrue();
        ledger.forget((session, day) -> true);
        assertThat(unjudged()).isTrue();
    }

    @Test
    void a_task_whose_read_was_reported_leaves_nothing_behind() {
        var decision = allow(ONE, READER, READ, NOW);
        ledger.completed(ONE, decision, NOW, Outcome.of(DIGEST, null, false, NOW, ToldPlace.NONE));
        ledger.forget((session, day) -> true);
        assertThat(unjudged()).isFalse();
    }

    /** Against adding up everything that is within the window. */
    @Test
    void whatever_comes_in_whichever_order_counts_and_falls_away_by_period() {
        var seed = System.nanoTime();
        System.out.println("seed " + seed);
        var random = new Random(seed);
        var window = 8_000L;
        var account = new RecentAccount(window);
        var at = new HashMap<Integer, Long>();
        long now = 1_000_000;
        for (var i = 0; i < 5_000; i++) {
            now += random.nextInt(40);
            var then = now - random.nextInt(12_000);
            account.add(PAY, ONE, then);
            at.put(i, then);
            var oldest = Math.floorDiv(now, window / RecentAccount.PERIODS) - RecentAccount.PERIODS;
            var expected = at.values().stream()
                    .filter(one -> Math.floorDiv(one, window / RecentAccount.PERIODS) >= oldest)
                    .count();
            assertThat(account.tally(now).of(ToolLabel.MONEY)).isEqualTo((int) expected);
        }
    }

    private boolean unjudged() {
        return RecentLedger.unjudged(
                ledger.recently().of(MAILER, NOW).forPerson(),
                OTHER,
                session -> ledger.of(session, NOW),
                Sessions.empty().touched());
    }

    private long paid(Instant now) {
        var sums = new HashMap<SumOf, Long>();
        ledger.recently().of(READER, now).forPerson().eachSumWith(null, sums::put);
        return sums.getOrDefault(new SumOf(ToolLabel.MONEY, "amount"), 0L);
    }

    private DecisionId allow(SessionId session, Doers by, CountedCall call, Instant now) {
        var decision = DecisionId.next();
        var seen = ledger.of(session, now);
        assertThat(ledger.count(session, now, seen, ledger.recently().of(by, now), decision, call, DIGEST))
                .isTrue();
        return decision;
    }
}
