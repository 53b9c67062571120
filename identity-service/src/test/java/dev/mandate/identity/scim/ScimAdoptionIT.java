package dev.mandate.identity.scim;

import static dev.mandate.identity.scim.IdentityProvider.ENTERPRISE;
import static dev.mandate.identity.scim.IdentityProvider.newName;
import static dev.mandate.identity.scim.IdentityProvider.said;
import static dev.mandate.identity.scim.IdentityProvider.user;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.endsWith;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.not;

import dev.mandate.events.hr.HrEvent;
import dev.mandate.events.identity.AdministrationEvent;
import dev.mandate.events.identity.ClientEvent;
import dev.mandate.events.identity.PersonEvent;
import dev.mandate.events.identity.ProvisioningAct;
import dev.mandate.identity.Api;
import dev.mandate.identity.Approver;
import dev.mandate.identity.MachineClient;
import dev.mandate.identity.Topics;
import dev.mandate.identity.Workforce;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A directory that provisions people whom an HR system has already. */
@QuarkusTest
class ScimAdoptionIT {
    private IdentityProvider directory;
    private Workforce ada;

    @BeforeEach
    void begin() {
        directory = IdentityProvider.registered();
        ada = Workforce.joins("Ada");
    }

    @Test
    void without_a_rule_nobody_is_adopted_and_nobody_made_twice() {
        create(numbered(ada)).statusCode(409).body("detail", containsString("once it has a rule for it"));
        rule(directory).body("by", empty());
    }

    @Test
    void whom_hr_has_the_directory_adopts_by_his_number_and_he_stays_who_he_is() {
        adoptsBy("employeeNumber");
        String id = create(numbered(ada)).statusCode(201).extract().path("id");

        assertThat(id).isEqualTo(ada.id().value());
        assertThat(said(ada.employeeId(), 1)).isInstanceOf(HrEvent.Adopted.class);
        assertThat(IdentityProvider.sourceOf(ada.employeeId()))
                .isEqualTo("urn:mandate:identity:scim:" + directory.client());
        directory.get("/Users/{id}", id).statusCode(200).body("title", equalTo("Analyst"));
        assertThat(provisioned(id).act()).isEqualTo(ProvisioningAct.ADOPTED);
        Api.as(Api.admin())
                .get("/identities?employeeId=" + ada.employeeId())
                .then()
                .body("items", hasSize(1));
    }

    @Test
    void what_he_is_stays_his_hr_systems_and_only_whether_he_works_here_is_told() {
        adoptsBy("employeeNumber");
        var user = numbered(ada);
        String id = create(user).statusCode(201).extract().path("id");
        user.put("title", "Chief");
        directory.put("/Users/" + id, user).statusCode(200).body("title", equalTo("Chief"));

        active(id, false).statusCode(204);
        assertThat(said(ada.employeeId(), 2)).isInstanceOf(HrEvent.Deprovisioned.class);
        ada.leaves(); // as lifecycle-service makes of that
        active(id, true).statusCode(204);
        var back = said(ada.employeeId(), 3);
        assertThat(back).isInstanceOf(HrEvent.Adopted.class);
        assertThat(back.sequence()).isEqualTo(3);
        directory.delete("/Users/" + id).statusCode(204);
        assertThat(said(ada.employeeId(), 4)).isInstanceOf(HrEvent.Deprovisioned.class);
    }

    @Test
    void one_whom_the_directory_has_inactive_is_not_ended_by_being_adopted() {
        adoptsBy("employeeNumber");
        var user = numbered(ada);
        user.put("active", false);
        String id = create(user).statusCode(201).extract().path("id");
        assertThat(id).isEqualTo(ada.id().value());
        active(id, true).statusCode(204);
        assertThat(said(ada.employeeId(), 1)).isInstanceOf(HrEvent.Adopted.class);
    }

    @Test
    void an_address_finds_somebody_only_where_the_operator_says_so_and_in_his_domains() {
        var user = user(newName("ada"));
        user.put("emails", List.of(Map.of("value", ada.email(), "type", "work", "primary", true)));
        adoptsBy("externalId");
        create(user).statusCode(409);

        adopts(Map.of("by", List.of("email"), "domains", List.of("acme.example")))
                .statusCode(200);
        create(user).statusCode(409);
        adopts(Map.of("by", List.of("email"))).statusCode(400).body("field", equalTo("/domains"));

        adopts(Map.of("by", List.of("email"), "domains", List.of("CORP.example")))
                .statusCode(200);
        create(user).statusCode(201).body("id", equalTo(ada.id().value()));
    }

    @Test
    void an_address_that_two_people_have_finds_neither_and_by_one_of_a_leaver_nobody_is_let_in() {
        adopts(Map.of("by", List.of("email"), "domains", List.of("corp.example")))
                .statusCode(200);
        var user = user(newName("ada"));
        user.put("emails", List.of(Map.of("value", ada.email(), "type", "work", "primary", true)));
        var namesake = Workforce.joins("Ida", ada.email(), null);
        create(user).statusCode(409).body("detail", containsString("different people"));
        ada.leaves();
        namesake.leaves();
        create(user).statusCode(409);
        var next = Workforce.joins("Joan", ada.email(), null);
        create(user).statusCode(201).body("id", equalTo(next.id().value()));
    }

    @Test
    void whom_hr_says_to_have_left_is_let_in_by_his_address_no_more_than_by_his_number() {
        adopts(Map.of("by", List.of("email"), "domains", List.of("corp.example")))
                .statusCode(200);
        var user = user(newName("ada"));
        user.put("emails", List.of(Map.of("value", ada.email(), "type", "work", "primary", true)));
        ada.leaves();
        create(user).statusCode(409).body("detail", containsString("has ended in the HR system"));
    }

    @Test
    void where_it_is_not_clear_who_he_is_nobody_is_adopted() {
        var grace = Workforce.joins("Grace");
        adoptsBy("employeeNumber", "externalId");
        var user = numbered(ada);
        user.put("externalId", grace.employeeId());
        create(user).statusCode(409).body("detail", containsString("different people"));

        user.put("externalId", ada.employeeId());
        String id = create(user).statusCode(201).extract().path("id");
        user.put(ENTERPRISE, Map.of("employeeNumber", grace.employeeId()));
        user.put("externalId", grace.employeeId());
        directory.put("/Users/" + id, user).statusCode(409).body("detail", containsString("somebody else"));
        user.put("active", false); // who leaves is never refused
        directory.put("/Users/" + id, user).statusCode(200);
    }

    @Test
    void whose_employment_hr_has_ended_is_not_adopted() {
        adoptsBy("employeeNumber");
        ada.leaves();
        create(numbered(ada)).statusCode(409).body("detail", containsString("has ended in the HR system"));
    }

    @Test
    void who_came_by_a_directory_is_not_adopted_by_another() {
        var other = IdentityProvider.registered();
        String id = other.post("/Users", user(newName("bo")))
                .statusCode(201)
                .extract()
                .path("id");
        Workforce.takenIn((HrEvent.Joined) said(id, 1));
        adoptsBy("externalId", "employeeNumber");
        var user = user(newName("bo"));
        user.put("externalId", id);
        create(user).statusCode(201).body("id", not(equalTo(id)));
    }

    @Test
    void one_directory_adopts_him_at_a_time() {
        adoptsBy("employeeNumber");
        String id = create(numbered(ada)).statusCode(201).extract().path("id");
        create(numbered(ada)).statusCode(409).body("detail", containsString("keeps him already"));
        var other = IdentityProvider.registered();
        adopts(other, Map.of("by", List.of("employeeNumber"))).statusCode(200);
        other.post("/Users", numbered(ada)).statusCode(409);
        other.get("/Users/{id}", id).statusCode(404);

        directory.delete("/Users/" + id).statusCode(204);
        other.post("/Users", numbered(ada)).statusCode(409).body("detail", containsString("said that he is gone"));
        released(id, true).statusCode(204);
        other.post("/Users", numbered(ada)).statusCode(201).body("id", equalTo(id));
    }

    @Test
    void whom_the_directory_has_deleted_it_adopts_again() {
        adoptsBy("employeeNumber");
        String id = create(numbered(ada)).statusCode(201).extract().path("id");
        directory.delete("/Users/" + id).statusCode(204);
        ada.leaves(); // as lifecycle-service makes of that
        create(numbered(ada)).statusCode(201).body("id", equalTo(id));
        assertThat(said(ada.employeeId(), 3)).isInstanceOf(HrEvent.Adopted.class);
    }

    @Test
    void an_administrator_takes_him_out_of_its_hands_for_good_or_until_he_may_be_adopted_again() {
        adoptsBy("employeeNumber");
        String id = create(numbered(ada)).statusCode(201).extract().path("id");
        active(id, false).statusCode(204);
        Api.as(MachineClient.registered("helpdesk", "identities:read").token())
                .body(Map.of("reason", "a try"))
                .post("/identities/" + id + "/adoption/end")
                .then()
                .statusCode(403);

        released(id, false).statusCode(204);

        assertThat(said(ada.employeeId(), 3)).isInstanceOf(HrEvent.Released.class);
        var fact = (PersonEvent.Released) Topics.awaitOn(
                AdministrationEvent.FAMILY,
                it -> it instanceof PersonEvent.Released && it.subject().equals(id));
        assertThat(fact.client()).isEqualTo(directory.client());
        assertThat(fact.by().subject()).isEqualTo("admin");
        directory.get("/Users/{id}", id).statusCode(404);
        create(numbered(ada)).statusCode(409).body("detail", containsString("no directory adopts him"));
        released(id, true).statusCode(204);
        create(numbered(ada)).statusCode(201).body("id", equalTo(id));
        released(Workforce.joins("Grace").id().value(), true).statusCode(409);
    }

    @Test
    void that_a_directory_adopts_more_waits_for_two_people_and_fewer_does_not() {
        var helpdesk = MachineClient.registered("helpdesk", "clients:write");
        var wanted = Map.of("by", List.of("employeeNumber"), "reason", "Okta goes live");
        var waits = as(helpdesk, wanted)
                .statusCode(202)
                .body("touches", hasItem(containsString("can end his work here")))
                .extract();
        create(numbered(ada)).statusCode(409);
        Api.issuerIsRegistered();
        for (var approver : List.of("Grace", "Alan"))
            Approver.approves(Approver.token(approver), waits.path("proposal"), waits.path("digest"))
                    .statusCode(200);
        rule(directory).body("by", hasItem("employeeNumber"));
        as(helpdesk, Map.of("by", List.of())).statusCode(200);
        create(numbered(ada)).statusCode(409);
        var changed = (ClientEvent.AdoptionChanged) Topics.awaitOn(
                AdministrationEvent.FAMILY,
                it -> it instanceof ClientEvent.AdoptionChanged && it.subject().equals(directory.client()));
        assertThat(changed.after()).isEqualTo("people by employeeNumber");
        adopts(Map.of("by", List.of("name"))).statusCode(400).body("field", equalTo("/by"));
        var reader = IdentityProvider.registered("scim:read");
        adopts(reader, Map.of("by", List.of("employeeNumber"))).statusCode(409);
    }

    @Test
    void a_rule_that_can_not_be_read_is_refused_with_what_is_wrong() {
        for (var domain : Arrays.asList(null, "", "acme", "a".repeat(300) + ".example"))
            adopts(Map.of("by", List.of("email"), "domains", Collections.singletonList(domain)))
                    .statusCode(400)
                    .body("field", equalTo("/domains"));
        for (var name : Arrays.asList(null, "", "name"))
            adopts(Map.of("by", Collections.singletonList(name)))
                    .statusCode(400)
                    .body("field", equalTo("/by"));
    }

    @Test
    void a_client_that_there_is_not_has_no_rule() {
        Api.as(Api.admin())
                .get("/clients/cli_nobody/adoption")
                .then()
                .statusCode(404)
                .body("type", endsWith(":unknown-client"));
    }

    private static Map<String, Object> numbered(Workforce person) {
        var user = user(newName("ada." + UUID.randomUUID().toString().substring(0, 4)));
        user.put(ENTERPRISE, Map.of("department", "finance", "employeeNumber", person.employeeId()));
        return user;
    }

    private ValidatableResponse create(Map<String, Object> user) {
        return directory.post("/Users", user);
    }

    private ValidatableResponse active(String id, boolean active) {
        return directory.patch("/Users/" + id, Map.of("op", "replace", "path", "active", "value", active));
    }

    private void adoptsBy(String... names) {
        adopts(Map.of("by", List.of(names))).statusCode(200).body("by", hasSize(names.length));
    }

    private ValidatableResponse adopts(Map<String, ?> rule) {
        return adopts(directory, rule);
    }

    private static ValidatableResponse adopts(IdentityProvider directory, Map<String, ?> rule) {
        return Api.as(Api.admin())
                .body(rule)
                .put("/clients/" + directory.client() + "/adoption")
                .then();
    }

    private ValidatableResponse as(MachineClient helpdesk, Map<String, ?> rule) {
        return Api.as(helpdesk.token())
                .body(rule)
                .put("/clients/" + directory.client() + "/adoption")
                .then();
    }

    private static ValidatableResponse rule(IdentityProvider directory) {
        return Api.as(Api.admin())
                .get("/clients/" + directory.client() + "/adoption")
                .then()
                .statusCode(200);
    }

    private static ValidatableResponse released(String id, boolean again) {
        return Api.as(Api.admin())
                .body(Map.of("reason", "HR alone says", "again", again))
                .post("/identities/" + id + "/adoption/end")
                .then();
    }

    private static PersonEvent.Provisioned provisioned(String id) {
        return (PersonEvent.Provisioned) Topics.awaitOn(
                AdministrationEvent.FAMILY,
                it -> it instanceof PersonEvent.Provisioned && it.subject().equals(id));
    }
}
