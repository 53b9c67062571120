package dev.mandate.authz.http;

import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.mandate.authz.organisation.Organisation;
import dev.mandate.embedded.Platform;
import dev.mandate.embedded.ServiceReplica;
import dev.mandate.events.identity.DelegationState;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/** Two packaged replicas that are asked without pause, one of which is killed and comes back. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class TwoReplicasIT {
    private static final int DELEGATIONS = 30;
    private static final List<String> JVM = List.of("-Xmx224m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1");

    @TempDir
    static Path directory;

    private final Organisation organisation = new Organisation();
    private final List<DelegationState> delegations = new ArrayList<>();
    private ServiceReplica stays;
    private ServiceReplica killed;

    @BeforeAll
    void two_replicas_know_thirty_delegations() {
        var ada = organisation.person("sales");
        for (int i = 0; i < DELEGATIONS; i++)
            delegations.add(organisation.delegation(ada, organisation.agent(ada), "crm.read_contact"));
        stays = replica("stays");
        killed = replica("killed");
        stays.awaitReady(Duration.ofSeconds(60));
        killed.awaitReady(Duration.ofSeconds(60));
    }

    @AfterAll
    void close() {
        stays.close();
        killed.close();
        organisation.close();
    }

    @Test
    @Order(1)
    void a_replica_that_comes_back_allows_nothing_that_was_revoked_and_no_allow_is_missing_in_the_record() {
        try (var first = new Askers(organisation, delegations, List.of(stays.uri(), killed.uri()));
                var records = new DecisionRecords()) {
            await("both allow")
                    .atMost(Duration.ofSeconds(30))
                    .until(() -> first.allowedBy(killed.uri()) > 100 && first.allowedBy(stays.uri()) > 100);
            revoke(0, 10);
            await("both refuse what was revoked")
                    .atMost(Duration.ofSeconds(10))
                    .until(() -> first.refusedEverywhere(delegations.subList(0, 10)));
            first.mark();
            killed.jvm().kill();
            revoke(10, 20);
            var again = replica("again");
            killed = again;
            try (var second = new Askers(organisation, delegations, List.of(stays.uri(), again.uri()))) {
                again.awaitReady(Duration.ofSeconds(60));
                await("it answers again")
                        .atMost(Duration.ofSeconds(30))
                        .until(() -> second.allowedBy(again.uri()) > 100
                                && second.answersBy(again.uri(), delegations.subList(0, 20)) > 100);
                first.stop();
                second.stop();

                assertThat(first.allowedSinceMark()).doesNotContainAnyElementsOf(ids(delegations.subList(0, 10)));
                assertThat(second.statuses())
                        .as("while it starts, nobody is told that his token is invalid")
                        .isSubsetOf(200, 503);
                assertThat(second.allowed(again.uri())).isEqualTo(ids(delegations.subList(20, DELEGATIONS)));
                var received = first.allows();
                received.addAll(second.allows());
                assertThat(received).hasSizeGreaterThan(400);
                await("the record holds them")
                        .atMost(Duration.ofSeconds(30))
                        .until(() -> records.missingAllows(received).isEmpty());
            }
        }
    }

    @Test
    @Order(2)
    void a_replica_that_is_asked_to_end_answers_whoever_asked_before() throws Exception {
        var half = new ArrayList<HalfAsked>();
        for (var delegation : delegations.subList(20, 28))
            half.add(HalfAsked.of(
                    stays.uri(),
                    organisation.tokens.bound(delegation.delegator().value(), delegation),
                    delegation));
        stays.jvm().end();
        await("it closes connections").atMost(Duration.ofSeconds(10)).until(() -> HalfAsked.isClosing(stays.uri()));
        for (var one : half) assertThat(one.finish()).contains("200 OK").contains("\"decision\"");
        for (var one : half) one.close();
        await("then it ends")
                .atMost(Duration.ofSeconds(20))
                .until(() -> !stays.jvm().isAlive());
    }

    private void revoke(int from, int to) {
        delegations.subList(from, to).forEach(organisation::revoke);
    }

    private static Set<String> ids(List<DelegationState> delegations) {
        return delegations.stream().map(state -> state.delegation().value()).collect(toSet());
    }

    private ServiceReplica replica(String name) {
        return ServiceReplica.start(
                "authz", Path.of("."), Platform.shared(), JVM, Map.of(), directory.resolve(name + ".log"));
    }
}
