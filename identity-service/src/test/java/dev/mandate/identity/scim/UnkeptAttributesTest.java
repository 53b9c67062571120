package dev.mandate.identity.scim;

import static org.assertj.core.api.Assertions.assertThat;

import de.captaingoldfish.scim.sdk.common.constants.enums.HttpMethod;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class UnkeptAttributesTest {
    private static final String LEAVES = "{\"op\":\"Replace\",\"path\":\"active\",\"value\":\"False\"}";
    private static final String NOTHING = "{\"op\":\"add\",\"value\":{}}";

    @ParameterizedTest
    @ValueSource(
            strings = {
                "roles",
                "Roles[primary eq \\\"True\\\"].value",
                "photos.value",
                "x509certificates",
                "urn:ietf:params:scim:schemas:core:2.0:User:entitlements",
                "urn:acme:schemas:badge:2.0:User:floor"
            })
    void a_patch_loses_what_is_not_kept_and_nothing_else(String path) {
        var unkept = "{\"op\":\"Add\",\"path\":\"" + path + "\",\"value\":\"x\"}";
        assertThat(ofUser(unkept + ',' + LEAVES)).isEqualTo(patch(LEAVES));
        assertThat(ofUser(unkept)).isEqualTo(patch(NOTHING));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "rolls",
                "rolesAndMore",
                "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:departmnt",
                "urn:ietf:params:scim:schemas:core:2.0:Usr:roles",
                "name.roles"
            })
    void what_may_be_misspelt_stays(String path) {
        var misspelt = "{\"op\":\"add\",\"path\":\"" + path + "\",\"value\":\"x\"}";
        assertThat(ofUser(misspelt)).isEqualTo(patch(misspelt));
    }

    @Test
    void a_value_without_a_path_loses_it_too() {
        assertThat(ofUser("{\"op\":\"add\",\"value\":{\"active\":false,\"ROLES\":[],\"ims.value\":\"x\"}}"))
                .isEqualTo(patch("{\"op\":\"add\",\"value\":{\"active\":false}}"));
        assertThat(ofUser("{\"op\":\"add\",\"value\":{\"roles\":[]}}")).isEqualTo(patch(NOTHING));
    }

    @Test
    void a_group_has_no_attributes_of_users() {
        var roles = patch("{\"op\":\"add\",\"path\":\"roles\",\"value\":\"x\"}");
        assertThat(UnkeptAttributes.without("Groups", HttpMethod.PATCH, roles)).isEqualTo(roles);
    }

    @Test
    void what_is_no_patch_stays_as_it_is() {
        for (var body :
                new String[] {"[1]", "{", "{\"Operations\": 7}", patch(""), patch("7"), patch("{\"path\":\"roles\"}")})
            assertThat(ofUserPatch(body)).isEqualToIgnoringWhitespace(body);
        var whole = "{\"roles\": []}";
        assertThat(UnkeptAttributes.without("Users", HttpMethod.PUT, whole)).isEqualTo(whole);
    }

    private static String ofUser(String operations) {
        return ofUserPatch(patch(operations));
    }

    private static String ofUserPatch(String body) {
        return UnkeptAttributes.without("Users", HttpMethod.PATCH, body);
    }

    private static String patch(String operations) {
        return "{\"Operations\":[" + operations + "]}";
    }
}
