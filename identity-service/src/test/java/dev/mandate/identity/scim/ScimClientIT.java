package dev.mandate.identity.scim;

import static org.assertj.core.api.Assertions.assertThat;

import de.captaingoldfish.scim.sdk.client.ScimClientConfig;
import de.captaingoldfish.scim.sdk.client.ScimRequestBuilder;
import de.captaingoldfish.scim.sdk.common.constants.EndpointPaths;
import de.captaingoldfish.scim.sdk.common.constants.enums.Comparator;
import de.captaingoldfish.scim.sdk.common.constants.enums.HttpMethod;
import de.captaingoldfish.scim.sdk.common.constants.enums.PatchOp;
import de.captaingoldfish.scim.sdk.common.etag.ETag;
import de.captaingoldfish.scim.sdk.common.resources.EnterpriseUser;
import de.captaingoldfish.scim.sdk.common.resources.Group;
import de.captaingoldfish.scim.sdk.common.resources.User;
import de.captaingoldfish.scim.sdk.common.resources.complex.Name;
import de.captaingoldfish.scim.sdk.common.resources.multicomplex.Email;
import de.captaingoldfish.scim.sdk.common.resources.multicomplex.Member;
import de.captaingoldfish.scim.sdk.common.response.ListResponse;
import dev.mandate.events.hr.HrEvent;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** An unmodified client, scim-sdk's, with its defaults. */
@QuarkusTest
class ScimClientIT {
    private ScimRequestBuilder client;

    @BeforeEach
    void connect() {
        var token = IdentityProvider.registered().token();
        client = new ScimRequestBuilder(
                "http://127.0.0.1:" + RestAssured.port + "/scim/v2",
                ScimClientConfig.builder()
                        .httpHeaders(Map.of("Authorization", "Bearer " + token))
                        .build());
    }

    @AfterEach
    void close() {
        client.close();
    }

    private static User user(String userName) {
        return User.builder()
                .userName(userName)
                .name(Name.builder().givenName("Ada").familyName("Abel").build())
                .emails(List.of(Email.builder().value(userName).primary(true).build()))
                .enterpriseUser(EnterpriseUser.builder().department("finance").build())
                .build();
    }

    @Test
    void a_client_takes_in_finds_changes_and_lets_go() {
        assertThat(client.loadServiceProviderConfiguration().getBulkConfig().getMaxOperations())
                .isEqualTo(200);
        var name = IdentityProvider.newName("ada");
        var created = client.create(User.class, EndpointPaths.USERS)
                .setResource(user(name))
                .sendRequest();
        assertThat(created.getHttpStatus()).as(created.getResponseBody()).isEqualTo(201);
        var id = created.getResource().getId().orElseThrow();

        ListResponse<User> found = client.list(User.class, EndpointPaths.USERS)
                .filter("userName", Comparator.EQ, name)
                .build()
                .get()
                .sendRequest()
                .getResource();
        assertThat(found.getTotalResults()).isEqualTo(1);

        var group = client.create(Group.class, EndpointPaths.GROUPS)
                .setResource(Group.builder()
                        .displayName("Finance")
                        .members(List.of(Member.builder().value(id).build()))
                        .build())
                .sendRequest();
        assertThat(group.getHttpStatus()).as(group.getResponseBody()).isEqualTo(201);

        var changed = client.patch(User.class, EndpointPaths.USERS, id)
                .addOperation()
                .op(PatchOp.REPLACE)
                .path("active")
                .value("false")
                .build()
                .setETagForIfMatch(ETag.parseETag("W/\"1\""))
                .sendRequest();
        assertThat(changed.isSuccess()).as(changed.getResponseBody()).isTrue();
        assertThat(IdentityProvider.said(id, 2)).isInstanceOf(HrEvent.Left.class);

        var bulk = client.bulk()
                .bulkRequestOperation(EndpointPaths.USERS)
                .method(HttpMethod.POST)
                .bulkId("1")
                .data(user(IdentityProvider.newName("bo")))
                .next()
                .bulkRequestOperation(EndpointPaths.USERS, id)
                .method(HttpMethod.DELETE)
                .sendRequest();
        assertThat(bulk.getResource().getBulkResponseOperations())
                .extracting(operation -> operation.getStatus())
                .containsExactly(201, 204);
        assertThat(client.get(User.class, EndpointPaths.USERS, id).sendRequest().getHttpStatus())
                .isEqualTo(404);
    }
}
