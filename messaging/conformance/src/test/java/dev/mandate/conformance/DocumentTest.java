package dev.mandate.conformance;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Test;

class DocumentTest {
    private static final String TEXT = """
            {"openapi": "3.1.0",
             "paths": {
               "/grants": {"post": {"responses": {"201": {"content": {"application/json": {"schema": {"$ref": "#/components/schemas/Grant"}}}}}}},
               "/grants/{id}": {
                 "get": {"responses": {
                   "200": {"content": {"application/json": {"schema": {"$ref": "#/components/schemas/Grant"}}}},
                   "404": {"content": {"application/problem+json": {"schema": {"type": "object", "required": ["title"]}}}}}},
                 "delete": {"responses": {"204": {}}}},
               "/grants/{id}/why": {"get": {"responses": {"200": {"content": {"text/plain": {}}}}}},
               "/grants/latest": {"get": {"responses": {"200": {"content": {"application/json": {"schema": {"type": "array"}}}}}}}},
             "components": {"schemas": {
               "Id": {"type": "string", "pattern": "^grt_"},
               "Grant": {"type": "object", "required": ["id", "until"], "properties": {
                 "id": {"$ref": "#/components/schemas/Id"},
                 "until": {"type": ["string", "null"]},
                 "by": {"type": "string"}}}}}}""";

    private final Document document;

    DocumentTest() throws Exception {
        document = Document.read(TEXT.getBytes(UTF_8));
    }

    @Test
    void an_answer_as_it_is_documented_passes() {
        assertThat(get("/grants/grt_1", 200, "application/json", "{'id':'grt_1','until':null}"))
                .isEmpty();
        assertThat(get("/grants/grt_1", 404, "application/problem+json", "{'title':'no'}"))
                .isEmpty();
        assertThat(get("/grants/latest", 200, "application/json;charset=UTF-8", "[]"))
                .isEmpty();
        assertThat(document.faultOf("DELETE", "/grants/grt_1", answer(204, null, "")))
                .isEmpty();
        assertThat(get("/grants/grt_1/why", 200, "text/plain", "because")).isEmpty();
    }

    @Test
    void a_status_that_nobody_documented_is_a_fault() {
        assertThat(get("/grants/grt_1", 409, "application/problem+json", "{'title':'no'}"))
                .hasValueSatisfying(fault -> assertThat(fault).contains("status"));
        assertThat(document.faultOf("POST", "/grants", answer(200, "application/json", "{}")))
                .isPresent();
    }

    @Test
    void an_id_as_an_object_a_null_where_none_may_be_and_a_missing_or_unknown_member_are_faults() {
        assertThat(grant("{'id':{'value':'grt_1'},'until':null}")).isPresent();
        assertThat(grant("{'id':'per_1','until':null}")).isPresent();
        assertThat(grant("{'id':'grt_1','until':null,'by':null}")).isPresent();
        assertThat(grant("{'id':'grt_1'}")).isPresent();
        assertThat(grant("{'id':'grt_1','until':null,'since':1}")).isPresent();
    }

    @Test
    void another_media_type_a_body_too_many_and_one_that_is_missing_are_faults() {
        assertThat(get("/grants/grt_1", 404, "application/json", "{'title':'no'}"))
                .isPresent();
        assertThat(get("/grants/grt_1", 200, "application/json", "")).isPresent();
        assertThat(document.faultOf("DELETE", "/grants/grt_1", answer(204, "application/json", "{}")))
                .isPresent();
    }

    @Test
    void what_is_not_there_is_refused_and_nothing_else() {
        assertThat(get("/elsewhere", 404, "application/problem+json", "{}")).isEmpty();
        assertThat(document.faultOf("PUT", "/grants/grt_1", answer(405, "application/problem+json", "{}")))
                .isEmpty();
        assertThat(get("/elsewhere", 200, "application/json", "{}")).isPresent();
    }

    private Optional<String> grant(String body) {
        return get("/grants/grt_1", 200, "application/json", body);
    }

    private Optional<String> get(String path, int status, String type, String body) {
        return document.faultOf("GET", path, answer(status, type, body));
    }

    private static Answer answer(int status, String type, String body) {
        return new Answer(status, type, body.replace('\'', '"').getBytes(UTF_8));
    }
}
