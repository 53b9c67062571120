package dev.mandate.authz.http;

import static dev.mandate.authz.http.Ask.awaitKnown;
import static dev.mandate.authz.http.Ask.body;
import static dev.mandate.authz.http.Ask.post;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.mandate.authz.client.AuthzClient;
import dev.mandate.authz.client.AuthzClient.Semantic;
import dev.mandate.authz.client.Filter;
import dev.mandate.authz.client.FilterSql;
import dev.mandate.authz.client.FilterSql.Where;
import dev.mandate.authz.client.Question;
import dev.mandate.authz.organisation.Organisation;
import dev.mandate.embedded.PlatformTestResource;
import dev.mandate.events.authz.FilteredDecision;
import dev.mandate.events.ids.IdentityId;
import io.agroal.api.AgroalDataSource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeSet;
import org.eclipse.microprofile.config.ConfigProvider;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** An application asks which of its invoices somebody may see, and its own database answers. */
@QuarkusTest
@QuarkusTestResource(value = PlatformTestResource.class, initArgs = @ResourceArg(name = "service", value = "authz"))
class FiltersIT {
    private static final String FILTER = "/access/v1/filter";
    private static final int INVOICES = 3_000;
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final FilterSql SQL = new FilterSql(
            Map.of("amount", "amount", "department", "department", "owner", "owner", "labels", "labels"), "id");

    /** Those of the guide, and one for which no condition would have words. */
    private static final String POLICIES = """
            @id("invoices-seen-in-their-department")
            permit (principal is Mandate::Person, action == Invoicing::Action::"view", resource is Invoicing::Invoice)
            when { principal.department == resource.department && resource.amount <= 500 };
            @id("invoices-of-their-owner")
            permit (principal is Mandate::Person, action == Invoicing::Action::"view", resource is Invoicing::Invoice)
            when { resource has owner && resource.owner == principal };
            @id("hidden-invoices")
            forbid (principal, action == Invoicing::Action::"view", resource is Invoicing::Invoice)
            when { resource has labels && resource.labels.containsAny(["secret", "per%cent"]) }
            unless { resource == Invoicing::Invoice::"inv-7" };
            @id("sums")
            permit (principal is Mandate::Person, action == Invoicing::Action::"approve", resource is Invoicing::Invoice)
            when { resource.amount + 1 <= 500 };
            """;

    private static Organisation organisation;
    private static AuthzClient client;
    private static String gateway;
    private static IdentityId ada;
    private static PolicyAuthor author;

    @Inject
    AgroalDataSource database;

    @BeforeAll
    static void an_application_with_policies_of_its_own() {
        var port = ConfigProvider.getConfig().getValue("quarkus.http.test-port", Integer.class);
        RestAssured.port = port;
        organisation = new Organisation(ShiftedClock::now);
        organisation.invoicing("gateway");
        ada = organisation.person("sales");
        gateway = organisation.tokens.of("gateway", "decisions:evaluate decisions:gateway");
        awaitKnown(gateway);
        client = AuthzClient.of(URI.create("http://127.0.0.1:" + port))
                .timeout(Duration.ofSeconds(30))
                .as(() -> gateway);
        author = new PolicyAuthor(organisation.tokens.of("admin", PolicyAuthor.SCOPES));
        await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> {
            var published = author.publish("filters", POLICIES, null);
            assertThat(published.statusCode()).as(published.asString()).isIn(200, 201);
            var version = published.jsonPath().getLong("version.version");
            assertThat(author.activate("filters", version).statusCode()).isEqualTo(200);
        });
        await().atMost(Duration.ofSeconds(30))
                .until(() -> filter("view").jsonPath().getString("filter").equals("condition"));
    }

    @AfterAll
    static void close() {
        author.retire("filters");
        organisation.close();
    }

    @Test
    void it_is_a_condition_with_an_end_and_on_record_as_what_it_is() {
        var told = body(filter("view"));
        assertThat(told.getString("filter")).isEqualTo("condition");
        assertThat(told.getList("required")).isEqualTo(List.of("amount", "department"));
        assertThat(told.getMap("condition").toString())
                .contains("attribute=department, is=eq, value=Sales", "attribute=owner, is=eq, value=" + ada.value());
        assertThat(Instant.parse(told.getString("until")))
                .isBetween(ShiftedClock.now(), ShiftedClock.now().plusSeconds(31));
        assertThat(told.getList("context.policies")).contains("filters/invoices-seen-in-their-department");
        try (var records = new DecisionRecords()) {
            var id = told.getString("context.id");
            await().atMost(Duration.ofSeconds(30)).until(() -> records.filter(id) != null);
            FilteredDecision record = records.filter(id);
            assertThat(record.answer().resource()).isEqualTo("invoice/*");
            assertThat(record.answer().policyVersion()).contains("filters/");
            assertThat(record.condition()).isNotNull();
            assertThat(records.find(id)).as("it is no decision about one").isNull();
        }
        var why = given().auth().oauth2(gateway).get("/decisions/" + told.getString("context.id"));
        assertThat(why.statusCode()).as(why.asString()).isEqualTo(200);
        assertThat(why.jsonPath().getBoolean("filter")).isTrue();
    }

    @Test
    void the_metadata_says_where() {
        assertThat(given().get("/.well-known/authzen-configuration")
                        .jsonPath()
                        .getString("'urn:mandate:filter_endpoint'"))
                .endsWith(FILTER);
    }

    @Test
    void what_no_condition_says_is_refused_by_the_policys_name() {
        var refused = filter("approve");
        assertThat(refused.statusCode()).isEqualTo(422);
        assertThat(refused.asString()).contains("not-a-filter", "Ask about each invoice", "filters/sums");
        assertThat(client.filter(which("approve")).join().failure().status()).isEqualTo(422);
    }

    @Test
    void nobody_else_is_told_and_none_is_told_with_why() {
        var other = organisation.tokens.of("crm", "decisions:evaluate decisions:gateway");
        var told = body(post(FILTER, other, question("view")));
        assertThat(told.getString("filter")).isEqualTo("never");
        assertThat(told.getString("context.reason")).isEqualTo("not_your_resource");
        var may = organisation.tokens.of("gateway", "decisions:evaluate");
        assertThat(post(FILTER, may, question("view")).statusCode()).isEqualTo(403);
        var one = new HashMap<String, Object>(question("view"));
        one.put("resource", Map.of("type", "invoice", "id", "inv-7"));
        assertThat(post(FILTER, gateway, one).statusCode()).isEqualTo(400);
        var misspelt = new HashMap<String, Object>(question("view"));
        misspelt.put("contex", Map.of());
        assertThat(post(FILTER, gateway, misspelt).asString()).contains("unknown-member", "`context`");
        one.put("resource", Map.of("type", "tool"));
        assertThat(post(FILTER, gateway, one).asString()).contains("resources-held");
        var stranger = new HashMap<String, Object>(question("view"));
        stranger.put(
                "subject",
                Map.of("type", "person", "id", IdentityId.nextPerson().value()));
        assertThat(body(post(FILTER, gateway, stranger)).getString("context.reason"))
                .isEqualTo("unknown_identity");
    }

    @Test
    void of_thousands_of_invoices_the_database_finds_those_that_evaluations_allow() throws Exception {
        var invoices = invoices();
        var allowed = new TreeSet<String>();
        for (var from = 0; from < INVOICES; from += 200) {
            var some = invoices.subList(from, Math.min(from + 200, INVOICES));
            var answers = client.askAll(some.stream().map(FiltersIT::asked).toList(), Semantic.EXECUTE_ALL)
                    .join();
            for (var i = 0; i < some.size(); i++)
                if (answers.get(i).allowed()) allowed.add((String) some.get(i).get("id"));
        }
        assertThat(allowed).hasSizeBetween(50, INVOICES - 50).contains("inv-7");
        var filter = client.filter(which("view")).join();
        assertThat(filter.failure()).isNull();
        assertThat(filter.kind()).isEqualTo(Filter.Kind.CONDITION);
        assertThat(found(invoices, SQL.where(filter))).isEqualTo(allowed);
        assertThat(found(invoices, ofNode(body(filter("view")).prettify(), SQL.columns())))
                .isEqualTo(allowed);
    }

    @Test
    void for_node_too_an_expression_is_compared_as_a_whole() throws Exception {
        var answer = """
                {"filter": "condition", "required": ["urgent"], "condition": {"attribute": "urgent", "is": "eq", "value": false}}
                """;
        assertThat(ofNode(answer, Map.of("urgent", "due < now() OR flagged")).sql())
                .isEqualTo("(((due < now() OR flagged) = ?) AND (due < now() OR flagged) IS NOT NULL)");
    }

    private static Question asked(Map<String, Object> invoice) {
        var described = new HashMap<>(invoice);
        described.remove("id");
        return Question.about("person", ada.value())
                .doing("view", "invoice", (String) invoice.get("id"))
                .described(described);
    }

    /** Some with texts that a pattern or a statement could be taken in by, and some that aren't as declared. */
    private static List<Map<String, Object>> invoices() {
        var random = new Random(20_261_129);
        var invoices = new ArrayList<Map<String, Object>>();
        for (var i = 0; i < INVOICES; i++) {
            var invoice = new HashMap<String, Object>();
            invoice.put("id", "inv-" + i);
            invoice.put("amount", i == 7 ? 1L : (long) random.nextInt(1_000));
            invoice.put(
                    "department",
                    List.of("Sales", "sales", "Finance", "Sales' OR TRUE --").get(i == 7 ? 0 : random.nextInt(4)));
            if (random.nextInt(3) == 0) invoice.put("owner", random.nextInt(3) == 0 ? ada.value() : "per_01k9p0finn");
            if (i == 7 || random.nextInt(3) == 0)
                invoice.put(
                        "labels",
                        i == 7
                                ? List.of("secret")
                                : List.of(List.of(), List.of("secret"), List.of("a", "per%cent"), List.of("percent"))
                                        .get(random.nextInt(4)));
            if (random.nextInt(50) == 0) invoice.remove("department");
            invoices.add(invoice);
        }
        return invoices;
    }

    /** In place of a table, which whoever runs the service may not make. */
    private static final String ROWS = "jsonb_to_recordset(?::jsonb)"
            + " AS invoice(id text, amount bigint, department text, owner text, labels text[])";

    private TreeSet<String> found(List<Map<String, Object>> invoices, Where where) throws Exception {
        var found = new TreeSet<String>();
        try (var connection = database.getConnection();
                var select = connection.prepareStatement("SELECT id FROM " + ROWS + " WHERE " + where.sql())) {
            select.setString(1, JSON.writeValueAsString(invoices));
            for (var i = 0; i < where.parameters().size(); i++)
                select.setObject(i + 2, where.parameters().get(i));
            try (var rows = select.executeQuery()) {
                while (rows.next()) found.add(rows.getString(1));
            }
        }
        return found;
    }

    /** As the package for Node translates it; its parameters are numbered in their order. */
    private static Where ofNode(String answer, Map<String, String> columns) throws IOException, InterruptedException {
        var script =
                "import { filterSql } from '" + Path.of("client-ts/filter.js").toUri()
                        + "'; import { text } from 'node:stream/consumers';"
                        + " console.log(JSON.stringify(filterSql(JSON.parse(await text(process.stdin)),"
                        + " { columns: " + JSON.writeValueAsString(columns) + ", id: 'id' })))";
        Process node;
        try {
            node = new ProcessBuilder("node", "--input-type=module", "-e", script)
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start();
        } catch (IOException e) {
            assumeTrue(false, "skipped: no Node");
            throw e;
        }
        try (var in = node.getOutputStream()) {
            in.write(answer.getBytes(StandardCharsets.UTF_8));
        }
        JsonNode translated = JSON.readTree(node.getInputStream().readAllBytes());
        assertThat(node.waitFor()).isZero();
        var parameters = new ArrayList<Object>();
        for (var value : translated.get("values"))
            parameters.add(value.isNumber() ? (Object) value.longValue() : value.textValue());
        return new Where(translated.get("text").asText().replaceAll("\\$\\d+", "?"), parameters);
    }

    private static Question which(String action) {
        return Question.about("person", ada.value()).doing(action, "invoice", "");
    }

    private static Response filter(String action) {
        return post(FILTER, gateway, question(action));
    }

    private static Map<String, Object> question(String action) {
        return Map.of(
                "subject", Map.of("type", "person", "id", ada.value()),
                "action", Map.of("name", action),
                "resource", Map.of("type", "invoice"));
    }
}
