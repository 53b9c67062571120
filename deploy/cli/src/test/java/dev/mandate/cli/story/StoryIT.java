package dev.mandate.cli.story;

import static dev.mandate.cli.story.Stage.READ;
import static dev.mandate.cli.story.Stage.contact;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.mandate.cli.Mandate;
import dev.mandate.cli.actors.Await;
import dev.mandate.cli.actors.Session;
import dev.mandate.cli.hr.HrFeed;
import dev.mandate.cli.hr.Workforce;
import dev.mandate.cli.running.Layout;
import dev.mandate.cli.running.MandateSystem;
import dev.mandate.cli.running.Ports;
import dev.mandate.cli.running.Service;
import dev.mandate.cli.traces.TraceReplay;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/** The four services together, as processes of their own, on ports and in a folder that no running system uses. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class StoryIT {
    private static final int PORT_BASE = 18080;
    private static final Await AWAIT = Await.of(new Ports(PORT_BASE));
    private static final int DENIED = 3;
    private static final Path SHARED = Path.of("../../../shared/data/agent-traces");

    @BeforeAll
    static void the_system_is_up() throws IOException {
        System.setProperty("mandate.data", "deploy/cli/target/story");
        assertThat(Mandate.run("down", "--port-base", "" + PORT_BASE)).isZero(); // what a test that was killed left
        WrappedClient.forgetEarlier(Layout.ofThisCheckout());
        assertThat(Mandate.run("up", "--fresh", "--port-base", "" + PORT_BASE)).isZero();
    }

    @AfterAll
    static void the_system_stops_and_leaves_no_process() {
        assertThat(Mandate.run("down", "--port-base", "" + PORT_BASE)).isZero();
        assertThat(system().isDown()).isTrue();
    }

    @Test
    @Order(0)
    void an_application_asks_about_its_invoices_for_a_person_and_for_an_agent_that_is_named() {
        assertThat(approves("Ada Abel", 120)).isZero();
        assertThat(approves("Ada Abel", 4000)).isEqualTo(3);
        assertThat(approves("researcher", 120)).isEqualTo(3);
        assertThat(Mandate.run(
                        "delegate",
                        "Ada Abel",
                        "researcher",
                        "invoicing/invoice:approve",
                        "--port-base",
                        "" + PORT_BASE))
                .isZero();
        var told = AWAIT.until(() -> approves("researcher", 120), code -> code == 0);
        assertThat(told).isZero();
    }

    private static int approves(String who, int amount) {
        return Mandate.run(("check;" + who + ";invoicing;invoice;inv-4711;approve;--attribute;amount=" + amount
                        + ";--attribute;department=sales;--attribute;status=open;--port-base;" + PORT_BASE)
                .split(";"));
    }

    @Test
    @Order(1)
    void every_expectation_of_the_story_holds() {
        var demo = Printed.by("demo", "--port-base", "" + PORT_BASE);
        assertThat(demo.code()).as(demo.broken()).isZero();
    }

    @Test
    @Order(2)
    void recorded_runs_are_replayed_and_every_call_of_them_is_in_the_trail_once() throws IOException {
        var traces = SHARED.resolve("development.jsonl.gz");
        assumeTrue(Files.isReadable(traces), "skipped: the recorded runs are not beside this checkout, at " + traces);
        var replay = TraceReplay.of(traces, SHARED.resolve("tool-labels.json"), 60);
        try (var stage = staffed()) {
            RecordedRuns.areReplayed(stage, replay);
            Reconciliation.ofEveryDecision(stage);
            assertThat(stage.expectations.broken()).isEmpty();
        }
    }

    @Test
    @Order(3)
    void what_was_written_just_before_a_process_was_killed_is_trailed_once_and_mail_waits_for_the_risk_job()
            throws Exception {
        // -Dstory.seed draws the same again; when what is drawn happens is the machine's
        var seed = Long.getLong("story.seed", new Random().nextInt(1_000_000));
        System.out.println("Each is killed once, in an order that this draws, as the agents' tasks: seed " + seed);
        try (var stage = staffed();
                var riskJob = new RiskJob(stage);
                var meanwhile = new AgentsMeanwhile(
                        stage,
                        seed,
                        IntStream.range(30, 34).mapToObj(stage::employee).toList())) {
            var agents = Agents.registered(stage);
            var killed = new KilledService(stage);

            var mail = agents.task(stage.ada, "mail while the risk job alone stands still");
            killed.becomes("allow", () -> mail(stage, mail, agents));
            riskJob.stops();

            var task = agents.task(stage.ada, "before identity-service is killed");
            killed.comesBack(Service.IDENTITY);
            assertThat(stage.api
                            .get(Service.IDENTITY, "/delegations/" + task.delegation(), stage.cast.admin())
                            .orRefuse()
                            .path("status")
                            .asText())
                    .isEqualTo("ACTIVE");
            killed.isTrailedOnce("topic=identity.delegations.v1&delegation=" + task.delegation());

            var mover = stage.employee(5);
            var worker = stage.cast.worker(mover);
            stage.hr.moves(mover, Stage.inDepartment(worker, "sales"));
            var person = worker.path("identity").asText();
            stage.cast.grant(person, "support", "before lifecycle-service is killed");
            killed.comesBack(Service.LIFECYCLE);
            killed.becomes("[employee, sales, support]", () -> Stage.roles(stage.cast.worker(mover)));
            killed.isTrailedOnce("topic=lifecycle.workers.v1&agent=" + person, "moved");
            killed.isTrailedOnce("topic=lifecycle.governance.v1&agent=" + person, "granted");
            assertThat(Mandate.run("grants", "give", mover, "finance", "--emergency", "--reason", "books are late"))
                    .isZero();
            killed.becomes("[employee, finance, sales, support]", () -> Stage.roles(stage.cast.worker(mover)));
            assertThat(Mandate.run("grants", "list", mover)).isZero();
            assertThat(Mandate.run("show", "role:support")).isZero();

            var allowed = stage.call(task, agents.researcher(), READ, contact("c-1"), Instant.now());
            killed.comesBack(Service.AUTHZ);
            assertThat(stage.ask(task, agents.researcher(), READ, contact("c-1"))
                            .allowed())
                    .isTrue();
            killed.isTrailedOnce("topic=authz.decisions.v1&decision=" + allowed.id());
            killed.isTrailedOnce("topic=agent.actions.v1&decision=" + allowed.id());

            killed.becomes("deny stale_risk", () -> mail(stage, mail, agents));
            assertThat(stage.ask(mail, agents.researcher(), READ, contact("c-1"))
                            .allowed())
                    .isTrue();
            riskJob.goesOn();
            killed.becomes("allow", () -> mail(stage, mail, agents));

            var decisions = new ArrayList<>(List.of(allowed.id()));
            var others = Arrays.asList(
                    Service.AUDIT.title(), Service.CONSOLE.title(), KilledService.BROKER, KilledService.DATABASE);
            Collections.shuffle(others, new Random(seed));
            for (var name : others) {
                decisions.add(stage.call(task, agents.researcher(), READ, contact("before " + name), Instant.now())
                        .id());
                killed.comesBack(name);
            }
            killed.comesBackFromAFullDisk(KilledService.BROKER);
            for (var name : List.of(KilledService.BROKER, paused(seed))) {
                decisions.add(stage.call(task, agents.researcher(), READ, contact("paused " + name), Instant.now())
                        .id());
                killed.standsStill(name);
            }
            decisions.add(stage.call(task, agents.researcher(), READ, contact("c-2"), Instant.now())
                    .id());
            killed.becomes("allow", () -> mail(stage, mail, agents));
            meanwhile.end();
            meanwhile.balances();
            for (var decision : decisions)
                for (var topic : List.of("authz.decisions.v1", "agent.actions.v1"))
                    killed.isTrailedOnce("topic=" + topic + "&decision=" + decision);
            Reconciliation.ofEveryDecision(stage);
            assertThat(stage.expectations.broken()).isEmpty();
        }
    }

    @Test
    @Order(3)
    void every_line_that_all_of_this_left_on_the_trail_is_as_it_was_signed() {
        assertThat(Mandate.run("trail", "verify", "--port-base", "" + PORT_BASE))
                .isZero();
        assertThat(Mandate.run("trail", "checkpoint", "--port-base", "" + PORT_BASE))
                .isZero();
    }

    @Test
    @Order(4)
    void the_same_checkout_is_not_started_elsewhere_and_what_runs_goes_on() {
        var before = system().states();
        assertThat(Mandate.run("up", "--port-base", "18400")).isEqualTo(1);
        assertThat(Mandate.run("up", "--port-base", "" + PORT_BASE)).isZero();
        assertThat(system().states()).as("each is the process that it was").isEqualTo(before);
        assertThat(Mandate.run("status")).isZero(); // finds the ports by itself
    }

    @Test
    @Order(5)
    void an_agent_is_stopped_by_one_command_and_resumed_by_another_and_then_begins_anew() {
        var check = new String[] {"check", "researcher", "crm.read_contact", "--argument", "contact=c-1"};
        var delegate = new String[] {"delegate", "Ada Abel", "researcher", "crm.read_contact"};
        assertThat(Mandate.run(delegate)).isZero();
        assertThat(soon(check, 0)).isZero();

        assertThat(Mandate.run("stop", "agent", "researcher", "--reason", "its mailbox is not its own"))
                .isZero();
        assertThat(soon(check, DENIED)).isEqualTo(DENIED);
        assertThat(Mandate.run(delegate)).as("to one that is stopped").isEqualTo(1);

        assertThat(Mandate.run("resume", "agent", "researcher", "--reason", "a false alarm"))
                .isZero();
        assertThat(soon(check, DENIED)).as("what was revoked stays so").isEqualTo(DENIED);
        assertThat(Mandate.run(delegate)).isZero();
        assertThat(soon(check, 0)).isZero();
    }

    @Test
    @Order(6)
    void preparing_what_is_prepared_changes_nothing_and_writes_what_each_service_needs(@TempDir Path directory)
            throws IOException {
        var provision = new Provision(system(), directory);
        assertThat(provision.run("--plan"))
                .contains("database: everything is as it should be", "Kafka cluster: everything is as it should be");
        assertThat(provision.run(directory.resolve("others"), "--plan"))
                .contains("account identity", "set its password", "nothing was done");
        assertThat(directory.resolve("others")).doesNotExist();
        provision.run("--settings", directory.resolve("settings").toString());
        var authz = directory.resolve("settings/authz.properties");
        assertThat(authz)
                .content()
                .contains("kafka.sasl.jaas.config=", "username\\=\"authz\"", "quarkus.datasource.username=authz\n");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(authz)))
                .isEqualTo("rw-------");
    }

    @Test
    @Order(7)
    void a_person_signs_in_and_answers_on_a_page_that_was_sent_to_him_and_nobody_else_sees_it() throws IOException {
        try (var stage = staffed()) {
            var agents = Agents.registered(stage);
            var task = Approvals.reading(stage, agents, "find out what others say about us");
            var mail = Stage.mailTo("bo@" + Stage.PARTNER);
            var path = "/approvals/" + Approvals.idOf(Approvals.held(stage, task, agents.researcher(), mail));
            var person = PersonAtConsole.invited(stage, Approvals.person(stage));
            var colleague = PersonAtConsole.invited(stage, stage.employee(17));

            var asked = person.opens(path);
            assertThat(asked.at().getPath())
                    .as("whoever isn't signed in does that first")
                    .isEqualTo("/sign-in");
            assertThat(asked.body()).contains("Mandate console");
            var page = person.signsIn(asked);
            assertThat(page.at().getPath())
                    .as("and comes back to just that page")
                    .isEqualTo(path);
            assertThat(page.body())
                    .contains(
                            agents.researcherName(),
                            "bo@" + Stage.PARTNER,
                            "find out what others say about us",
                            "untrusted");
            assertThat(person.opens("/approvals").body()).contains(path);

            assertThat(colleague.signsIn(colleague.opens(path)).status()).isEqualTo(404);

            var answered = person.answers(page, "yes");
            assertThat(answered.body()).contains("It was approved", "said yes", "Bo asked for it");
            assertThat(stage.call(task, agents.researcher(), Stage.SEND, mail, Instant.now())
                            .allowed())
                    .isTrue();
            assertThat(person.answers(page, "yes").body()).contains("Nothing is left to do");

            assertThat(person.opens("/agents").body()).contains("find out what others say about us");
            assertThat(person.opens("/proposals").body()).contains("mandate-approver");
            assertThat(person.opens("/findings").body()).contains("mandate-investigator");
            var session = "/sessions/" + task.session();
            var replayed = AWAIT.until(
                    () -> person.opens(session), shown -> shown.body().contains("Bo asked for it"));
            assertThat(replayed.body())
                    .as("what the session did, without the address that it wrote to")
                    .contains(
                            "find out what others say about us",
                            "Held until somebody approves it",
                            "Bo asked for it",
                            "hmac:")
                    .doesNotContain("bo@" + Stage.PARTNER);
            assertThat(colleague.opens(session).status()).isEqualTo(404);

            ConsoleSignIn.holds(stage, person, path);
        }
    }

    @Test
    @Order(8)
    void a_client_that_exists_is_wrapped_asks_a_person_reaches_its_server_and_is_what_it_was(@TempDir Path directory)
            throws Exception {
        assumeTrue(Peers.areThere(), "skipped: npm's servers are not there, and can't be installed");
        try (var stage = staffed()) {
            var client = new WrappedClient(stage, stage.employee(20), directory);
            var before = Files.readString(client.file);
            var config = client.file.toString();
            client.signsIn();
            var wrapped = WrappedClient.run("wrap", "--config", config, "--agent", "reader", "--yes");
            assertThat(wrapped)
                    .contains("files: 0 of its", "read_text_file", "deploy/mandate mcp accept files")
                    .doesNotContain("s3cret");
            assertThat(client.file).content().contains("// with a key").doesNotContain("s3cret");

            client.signsOut();
            WrappedClient.run("mcp", "accept", "files", "read_text_file", "--label", "private");
            client.signsIn();
            assertThat(client.agreesTo("wrap", "--renew", "--config", config)).contains("Agreed: one tool until");

            var plan = client.shared.resolve("plan.txt");
            var seen = client.sees("[{'name':'read_text_file','arguments':{'path':'" + plan + "'}},"
                    + "{'name':'write_file','arguments':{'path':'" + plan + "','content':'mine'}}]");
            assertThat(seen.path("tools").toString()).isEqualTo("[\"read_text_file\"]");
            assertThat(seen.at("/results/0/text").asText()).isEqualTo("Write to ada@acme.example.");
            assertThat(seen.at("/results/1/code").asInt()).isEqualTo(-32602);

            assertThat(WrappedClient.run("unwrap", "--config", config)).contains("has ended: del_");
            assertThat(client.file).content().isEqualTo(before);
            client.signsOut();
            assertThat(system().layout().log("gateway")).content().doesNotContain("s3cret");
        }
    }

    @Test
    @Order(9)
    void a_client_that_nobody_registered_finds_its_way_to_a_page_and_does_what_its_person_lets_it_there(
            @TempDir Path directory) throws Exception {
        assumeTrue(Peers.areThere(), "skipped: npm's servers are not there, and can't be installed");
        assumeTrue(
                Chromium.executable().isPresent(),
                "skipped: there is no Chromium here; Debian's package chromium has one");
        try (var stage = staffed()) {
            var walk = new OauthWalk(stage, stage.employee(21), directory);
            assertThat(Mandate.run("up", "--mcp", walk.servers.toString(), "--port-base", "" + PORT_BASE))
                    .isZero();
            WrappedClient.run("mcp", "accept", "files", "read_text_file", "--label", "private");
            WrappedClient.run("mcp", "accept", "files", "list_directory", "--label", "private");
            WrappedClient.run("mcp", "accept", "web", "greet", "--label", "untrusted");
            walk.isWalked("sdk");
            walk.isWalkedToOneThatWasBuilt("sdk");
            new KilledService(stage).comesBack(Service.GATEWAY);
            walk.isWalked("client");
            walk.isWalkedToOneThatWasBuilt("client");
            assertThat(WrappedClient.run("show", "“127.0.0.1 (An editor)”"))
                    .as("it is found by its name, and on record")
                    .contains("registered the agent “127.0.0.1 (An editor)”", "answers for it");
        }
    }

    @Test
    @Order(10)
    void asked_to_end_each_service_answers_what_it_is_being_asked() throws Exception {
        var asked = AskedToEnd.halfway(system());
        var down = CompletableFuture.supplyAsync(() -> Mandate.run("down", "--port-base", "" + PORT_BASE));
        asked.areAnswered();
        assertThat(down.get(1, TimeUnit.MINUTES)).isZero();
    }

    private static int soon(String[] command, int code) {
        return AWAIT.until(() -> Mandate.run(command), found -> found == code);
    }

    /** One of the four services. */
    private static String paused(long seed) {
        var services = List.copyOf(Service.withDatabase());
        return services.get(new Random(seed).nextInt(services.size())).title();
    }

    /** As it is answered now, be it that the risk job stands still. */
    private static String mail(Stage stage, Session task, Agents agents) {
        return stage.questions
                .call(task.token(), agents.researcher(), Stage.SEND, Stage.mailTo("someone@acme.example"))
                .toString();
    }

    /** A stage with forty people, all of them known. */
    private static Stage staffed() throws IOException {
        var stage = new Stage(system());
        Catalogue.isRegistered(stage);
        var file = stage.system.layout().report("forty.jsonl");
        HrFeed.write(Workforce.year(stage.run, 1, 40, Instant.now().minus(Duration.ofDays(400))), file);
        HrFeed.publish(file, stage.hr.producer());
        for (int number = 0; number < 40; number++) stage.cast.person(stage.employee(number));
        return stage;
    }

    private static MandateSystem system() {
        return new MandateSystem(Layout.ofThisCheckout(), new Ports(PORT_BASE));
    }
}
