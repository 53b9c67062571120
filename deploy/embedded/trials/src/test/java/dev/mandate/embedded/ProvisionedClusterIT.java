package dev.mandate.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mandate.events.topics.Account;
import dev.mandate.events.topics.TopicCatalogue;
import dev.mandate.provisioning.AccountStops;
import dev.mandate.provisioning.BrokerPlan;
import dev.mandate.provisioning.Copies;
import dev.mandate.provisioning.Notice;
import dev.mandate.provisioning.Plan;
import dev.mandate.provisioning.ResourceChange;
import dev.mandate.provisioning.SignIn;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.function.Function;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.acl.AccessControlEntry;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourcePattern;
import org.apache.kafka.common.resource.ResourceType;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer.OrderAnnotation;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/** A cluster that is somebody else's, by TLS: what Mandate needs is shown, then made, and nobody else's is touched. */
@TestMethodOrder(OrderAnnotation.class)
class ProvisionedClusterIT {
    private static final String TOPIC = TopicCatalogue.HR_WORKERS.name();
    private static final List<String> NAMES =
            Arrays.stream(Account.values()).map(Account::userName).toList();

    @TempDir
    static Path directory;

    /** Of whoever runs the cluster; he knows none of our accounts. */
    private static Credentials ours;

    private static TlsBroker cluster;
    private static Admin admin;

    @BeforeAll
    static void start() throws Exception {
        var theirs = Credentials.loadOrCreate(directory.resolve("theirs"));
        ours = Credentials.loadOrCreate(directory.resolve("ours"));
        cluster = new TlsBroker(directory, theirs, "hr", "lifecycle");
        admin = Admin.create(cluster.administrator());
        admin.createTopics(List.of(new NewTopic(TOPIC, 1, (short) 1), new NewTopic("of.others", 1, (short) 1)))
                .all()
                .get();
    }

    @AfterAll
    static void stop() {
        admin.close();
        cluster.close();
    }

    @Test
    @Order(1)
    void all_that_is_missing_is_shown_and_nothing_is_done_by_looking() throws Exception {
        var plan = plan(new Copies((short) 3, 2));
        assertThat(acts(plan))
                .contains("topic agent.actions.v1: create it: " + TopicCatalogue.AGENT_ACTIONS.partitions()
                        + " partitions, 2 of 3 replicas in sync, kept "
                        + TopicCatalogue.AGENT_ACTIONS.retention().toDays() + " days")
                .contains("account identity: set its password to the one that is kept here")
                .anyMatch(act -> act.startsWith("rights of hr: give describe and write on " + TOPIC));
        assertThat(plan.notices()).extracting(Notice::subject).containsOnly("topic " + TOPIC);
        assertThat(plan.notices())
                .extracting(Notice::difference)
                .containsExactly(
                        "has 1 partitions, the catalogue says " + TopicCatalogue.HR_WORKERS.partitions(),
                        "has 1 replicas, 3 are wanted");
        assertThat(admin.listTopics().names().get()).containsExactlyInAnyOrder(TOPIC, "of.others");
    }

    @Test
    @Order(2)
    void applied_it_serves_and_a_second_plan_is_empty() throws Exception {
        admin.deleteTopics(List.of(TOPIC)).all().get();
        plan(Copies.ONE).apply();
        assertThat(acts(plan(Copies.ONE))).isEmpty();
        Records.send(as("hr"), TOPIC, "k", "v");
        assertThat(Records.read(as("lifecycle"), TOPIC)).containsExactly("v");
        assertThatThrownBy(() -> Records.send(as("lifecycle"), TOPIC, "k", "v"))
                .hasRootCauseInstanceOf(TopicAuthorizationException.class);
    }

    @Test
    @Order(3)
    void what_somebody_changed_is_brought_back_and_what_is_not_ours_is_left_alone() throws Exception {
        alter(TOPIC, "retention.ms", "3600000");
        alter("of.others", "retention.ms", "3600000");
        var others = right("User:billing", "of.others");
        var tooMuch = right("User:hr", TopicCatalogue.RISK_FINDINGS.name());
        admin.createAcls(List.of(others, tooMuch)).all().get();
        var plan = plan(Copies.ONE);
        assertThat(acts(plan))
                .containsExactly(
                        "topic " + TOPIC + ": set retention.ms from 3600000 to "
                                + TopicCatalogue.HR_WORKERS.retention().toMillis(),
                        "rights of hr: take read on " + TopicCatalogue.RISK_FINDINGS.name());
        plan.apply();
        assertThat(acts(plan(Copies.ONE))).isEmpty();
        assertThat(admin.describeAcls(others.toFilter()).values().get()).hasSize(1);
        assertThat(Records.read(as("lifecycle"), TOPIC)).containsExactly("v");
    }

    @Test
    @Order(4)
    void an_account_that_is_stopped_ends_in_nothing_also_by_a_connection_that_it_had_and_provisioning_leaves_it_so()
            throws Exception {
        try (var hr = Records.producer(as("hr"))) {
            var one = new ProducerRecord<>(TOPIC, "k", "v");
            hr.send(one).get();
            assertThat(AccountStops.stop(admin, "User:hr")).isTrue();
            assertThatThrownBy(() -> hr.send(one).get()).hasCauseInstanceOf(TopicAuthorizationException.class);
            var plan = plan(Copies.ONE);
            assertThat(acts(plan)).isEmpty();
            assertThat(plan.notices())
                    .containsExactly(
                            new Notice("account hr", "is stopped", "`mandate resume account hr` lets it go on"));
            assertThat(AccountStops.stop(admin, "User:hr")).isFalse();
            Records.read(as("lifecycle"), TOPIC); // nobody else is stopped
            assertThat(AccountStops.resume(admin, "User:hr")).isTrue();
            assertThat(AccountStops.resume(admin, "User:hr")).isFalse();
            hr.send(one).get();
        }
        assertThat(plan(Copies.ONE).notices()).isEmpty();
    }

    @Test
    @Order(5)
    void state_of_the_risk_job_of_which_there_are_fewer_copies_than_are_wanted_is_told() throws Exception {
        var state = "audit-risk-sessions-changelog";
        admin.createTopics(List.of(new NewTopic(state, 1, (short) 1))).all().get();
        var plan = plan(new Copies((short) 3, 2));
        assertThat(plan.notices())
                .contains(new Notice(
                        "topic " + state,
                        "has 1 replicas, 3 are wanted",
                        "move them with kafka-reassign-partitions, and set its min.insync.replicas to 2; state of the risk"
                                + " job is lost with those that it has"));
        assertThat(acts(plan)).noneMatch(act -> act.contains(state));
        assertThat(plan(Copies.ONE).notices()).isEmpty();
    }

    /** As {@code provision --no-accounts --principal 'User:CN={account}'} does it, where brokers ask for certificates. */
    @Test
    @Order(6)
    void who_shows_a_certificate_has_the_rights_of_the_account_that_it_names_and_who_has_none_gets_nowhere()
            throws Exception {
        Function<Account, String> principals = account -> "User:CN=" + account.userName();
        BrokerPlan.rights(admin, principals).apply();
        assertThat(acts(BrokerPlan.rights(admin, principals))).isEmpty();
        Records.send(cluster.certified("hr"), TOPIC, "k", "by certificate");
        assertThat(Records.read(cluster.certified("lifecycle"), TOPIC)).contains("by certificate");
        assertThatThrownBy(() -> Records.send(cluster.certified("lifecycle"), TOPIC, "k", "v"))
                .hasRootCauseInstanceOf(TopicAuthorizationException.class);
        AccountStops.stop(admin, "User:CN=hr");
        assertThatThrownBy(() -> Records.send(cluster.certified("hr"), TOPIC, "k", "v"))
                .hasRootCauseInstanceOf(TopicAuthorizationException.class);
        AccountStops.resume(admin, "User:CN=hr");
        try (var nobody = Admin.create(cluster.nobody())) {
            assertThatThrownBy(() -> nobody.describeCluster().clusterId().get())
                    .hasCauseInstanceOf(AuthenticationException.class);
        }
    }

    private static Plan plan(Copies copies) {
        SignIn signIn = (name, password) -> {
            try (var client = Admin.create(cluster.client(name, password))) {
                client.describeCluster().clusterId().get();
                return true;
            } catch (ExecutionException e) {
                if (e.getCause() instanceof AuthenticationException) return false;
                throw new AssertionError(e);
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
        };
        return BrokerPlan.accounts(admin, NAMES, ours::password, signIn)
                .then(BrokerPlan.topics(admin, copies))
                .then(BrokerPlan.rights(admin, account -> "User:" + account.userName()));
    }

    private static List<String> acts(Plan plan) {
        return plan.changes().stream().map(ProvisionedClusterIT::told).toList();
    }

    private static String told(ResourceChange change) {
        return change.subject() + ": " + change.act();
    }

    private static Map<String, Object> as(String account) {
        return cluster.client(account, ours.password(account));
    }

    private static void alter(String topic, String name, String value) throws Exception {
        admin.incrementalAlterConfigs(Map.of(
                        new ConfigResource(ConfigResource.Type.TOPIC, topic),
                        List.of(new AlterConfigOp(new ConfigEntry(name, value), AlterConfigOp.OpType.SET))))
                .all()
                .get();
    }

    private static AclBinding right(String principal, String topic) {
        return new AclBinding(
                new ResourcePattern(ResourceType.TOPIC, topic, PatternType.LITERAL),
                new AccessControlEntry(principal, "*", AclOperation.READ, AclPermissionType.ALLOW));
    }
}
