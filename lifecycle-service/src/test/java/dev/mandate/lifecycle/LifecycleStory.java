package dev.mandate.lifecycle;

import static io.restassured.RestAssured.given;
import static org.awaitility.Awaitility.await;

import dev.mandate.events.cloudevents.EventJson;
import dev.mandate.events.ids.ApprovalId;
import dev.mandate.events.ids.IdentityId;
import dev.mandate.events.lifecycle.AccessState;
import dev.mandate.events.lifecycle.CatalogEntry;
import dev.mandate.events.lifecycle.Grant;
import dev.mandate.events.lifecycle.WorkerEvent;
import io.agroal.api.AgroalDataSource;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;

/** What the tests with a server share: the platform, an HR system, and eyes on what leaves. */
public abstract class LifecycleStory {
    /** One for all tests: a client takes longer to sign in than what it sends takes. */
    protected static final HrSystem hr = new HrSystem();

    private static final Map<String, String> IDENTITIES = new ConcurrentHashMap<>();

    @Inject
    protected AgroalDataSource database;

    protected final Tap access = new Tap("lifecycle.access.v1");
    protected final Tap facts = new Tap("lifecycle.workers.v1");
    protected final Tap catalog = new Tap("lifecycle.catalog.v1");
    protected final Tap governance = new Tap("lifecycle.governance.v1");
    protected final Tap deadLetters = new Tap("lifecycle.dead-letters.v1");

    protected static RequestSpecification as(String... scopes) {
        return given().auth().oauth2(Tokens.with(scopes)).contentType("application/json");
    }

    protected static <T> T eventually(Callable<T> look, Predicate<? super T> good) {
        var tokenReady = Duration.ofSeconds(60);
        return await().atMost(tokenReady).until(look, good);
    }

    /** Waits until the worker is known and the last published access is as wanted. */
    protected AccessState accessOf(String employee, Predicate<AccessState> wanted) {
        return eventually(
                () -> access.events(AccessState.FAMILY, identityOf(employee)).stream()
                        .reduce((earlier, later) -> later)
                        .orElse(null),
                state -> state != null && wanted.test(state));
    }

    protected List<AccessState> accessHistory(String employee) {
        return access.events(AccessState.FAMILY, identityOf(employee));
    }

    protected List<WorkerEvent> factsOf(String employee) {
        return facts.events(WorkerEvent.FAMILY, identityOf(employee));
    }

    /** Asked for once: a person keeps it, and those who wait for something else would ask for it each time that they look. */
    protected String identityOf(String employee) {
        return IDENTITIES.computeIfAbsent(employee, LifecycleStory::awaitIdentityOf);
    }

    private static String awaitIdentityOf(String employee) {
        return eventually(
                // Read so, since each of REST Assured's paths is compiled as a script anew.
                () -> EventJson.mapper()
                        .readTree(as("workers:read")
                                .get("/workers?employeeId=" + employee)
                                .then()
                                .statusCode(200)
                                .extract()
                                .asByteArray())
                        .at("/workers/0/identity")
                        .textValue(),
                identity -> identity != null);
    }

    /**
     * As when its quarter of an hour is over. One that is asked with a few seconds left is over before it is read where the machine is busy,
     * and then nobody is asked at all.
     */
    protected void timeIsOverFor(ApprovalId id) throws SQLException {
        try (var connection = database.getConnection();
                var update =
                        connection.prepareStatement("update approval set until = now(), due_at = now() where id = ?")) {
            update.setString(1, id.value());
            if (update.executeUpdate() != 1) throw new AssertionError(id + " was not asked");
        }
    }

    protected static IdentityId identity(AccessState state) {
        return state.identity();
    }

    protected static void role(String id, String... departments) {
        var quoted = Arrays.stream(departments).map(name -> '"' + name + '"').toList();
        as("catalog:write")
                .body("{\"birthrightDepartments\":" + quoted + "}")
                .put("/catalog/role/" + id)
                .then()
                .statusCode(200);
    }

    protected List<CatalogEntry> entries(String key) {
        return catalog.events(CatalogEntry.FAMILY, key);
    }

    protected static List<String> roles(AccessState state) {
        return new ArrayList<>(state.grants().stream().map(Grant::role).sorted().toList());
    }
}
