package dev.mandate.identity.registration;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import dev.mandate.events.cloudevents.EventJson;
import dev.mandate.identity.browser.NetworkOf;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.vertx.VertxContextSupport;
import io.restassured.response.ValidatableResponse;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Whoever takes all places that there are for applications that nobody has let in keeps nobody else out. */
@QuarkusTest
class RegistrationRoomIT {
    private static final String UNKNOWN = "https://unknown.example/back";

    @Inject
    Pool database;

    @Inject
    Registrations registrations;

    @BeforeEach
    void nobody_waits() {
        database.query("DELETE FROM registrations WHERE agreed_at IS NULL").executeAndAwait();
    }

    @Test
    void whoever_has_taken_all_places_makes_room_for_who_comes_and_who_has_one_alone_stays() {
        String first =
                register(Map.of("redirect_uris", List.of(UNKNOWN))).extract().path("client_id");
        database.query("UPDATE registrations SET network = '20010db800010000', created_at = now() - interval '1 hour'"
                        + " WHERE id = '" + first + "'")
                .executeAndAwait();
        waiting("2001:db8:1:%s::9", 24);
        waiting("2001:db8:2:%s::9", 24);
        waiting("2001:db8:3:%s::9", 1);
        database.query(
                        "UPDATE registrations SET created_at = now() - interval '2 hours' WHERE network LIKE '20010db80003%'")
                .executeAndAwait();

        register(Map.of("redirect_uris", List.of(UNKNOWN))).statusCode(201);
        assertThat(count("20010db80001%")).isEqualTo(24);
        assertThat(count("20010db80002%")).isEqualTo(24);
        assertThat(count("20010db80003%")).isEqualTo(1);
        assertThat(count("%")).isEqualTo(50);
        assertThat(database.preparedQuery("SELECT status, settled_why FROM proposal WHERE proposer_subject = $1")
                        .executeAndAwait(Tuple.of(first)))
                .singleElement()
                .satisfies(row -> assertThat(row.getString(0)).isEqualTo("OUTDATED"));
        assertThat(registered("2001:db8:1:9999::9"))
                .as("who has most pushes nobody out")
                .isFalse();
    }

    @Test
    void a_customer_of_ipv6_registers_so_many_whatever_his_networks() {
        waiting("2001:db8:1:%s::9", 60);
        database.query("UPDATE registrations SET admitted_at = created_at WHERE network LIKE '20010db80001%'")
                .executeAndAwait();
        assertThat(registered("2001:db8:1:9999::9")).isFalse();
        assertThat(registered("2001:db8:2:9999::9")).isTrue();
    }

    @Test
    void changes_of_those_that_nobody_uses_make_room_as_well() {
        waiting("2001:db8:1:%s::9", 50);
        database.query("UPDATE registrations SET admitted_at = created_at, pending = '{}', pending_at = now()"
                        + " WHERE network LIKE '20010db80001%'")
                .executeAndAwait();
        assertThat(registered("2001:db8:2:1::9")).isTrue();
        assertThat(count("20010db80001%")).isEqualTo(49);
    }

    /** As if so many had come, each from a network of its own. */
    private void waiting(String address, int many) {
        for (var each = 1; each <= many; each++)
            database.preparedQuery(
                            "INSERT INTO registrations (id, name, redirect_uris, post_logout_uris, grant_types, scopes,"
                                    + " id_token_algorithm, network, created_at, ends_at)"
                                    + " VALUES ($1, '', '', '', '', '', 'RS256', $2, now(), now() + interval '1 hour')")
                    .executeAndAwait(Tuple.of(
                            "flood-" + UUID.randomUUID(),
                            NetworkOf.address(address.formatted(Integer.toHexString(each)))));
    }

    private long count(String network) {
        return database.preparedQuery("SELECT count(*) FROM registrations WHERE agreed_at IS NULL AND network LIKE $1")
                .executeAndAwait(Tuple.of(network))
                .iterator()
                .next()
                .getLong(0);
    }

    private boolean registered(String address) {
        var said = EventJson.mapper().createObjectNode();
        said.putArray("redirect_uris").add(UNKNOWN);
        try {
            return VertxContextSupport.subscribeAndAwait(
                            () -> Panache.withTransaction(() -> registrations.register(said, address)))
                    .fold(made -> true, fault -> false);
        } catch (Throwable e) {
            throw new AssertionError(e);
        }
    }

    private static ValidatableResponse register(Map<String, Object> metadata) {
        return given().contentType("application/json")
                .body(metadata)
                .post("/oauth2/register")
                .then();
    }
}
