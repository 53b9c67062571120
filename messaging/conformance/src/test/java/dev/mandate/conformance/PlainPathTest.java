package dev.mandate.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.nullValue;

import io.restassured.builder.ResponseBuilder;
import io.restassured.internal.RestAssuredResponseImpl;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PlainPathTest {
    private static final String TEXT = """
            {"name": "Mona", "age": 7, "rate": 0.25, "large": 12345678901, "ok": true, "none": null,
             "size": 3, "nested": {"a": {"b": "deep"}, "empty": {}}, "class_of": "x",
             "items": [{"id": "1", "tags": ["x", "y"]}, {"id": "2", "tags": []}, null, {"other": 1}],
             "texts": ["a", "b"], "grid": [[{"v": 1}], [{"v": 2}, {"v": 3}]], "void": []}""";

    @ParameterizedTest
    @ValueSource(
            strings = {
                "name",
                "age",
                "rate",
                "large",
                "ok",
                "none",
                "absent",
                "size",
                "absent.further",
                "none.further.still",
                "nested.a.b",
                "nested.a",
                "nested.empty.none",
                "nested.size()",
                "items.id",
                "items.size()",
                "items[0].id",
                "items[1].tags.size()",
                "items[0].tags[1]",
                "items[0].tags[9]",
                "items[9]",
                "items[9].id",
                "items[2].id",
                "items.tags",
                "items.tags[0]",
                "items.other",
                "texts",
                "texts[0]",
                "grid.v",
                "grid[1].v",
                "grid[1][0].v",
                "void",
                "void.id",
                "void[0]",
                "absent[0]",
                "void.size()"
            })
    void a_plain_path_leads_where_a_script_would(String path) {
        var found = PlainPath.of(path).orElseThrow().in(read().get(""));

        assertThat(found).contains(new PlainPath.Found(read().get(path)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"[0]", "[0].id", "[2].id", "id", "size", "[1].tags.size()"})
    void and_so_it_does_in_a_list(String path) {
        var list = new JsonPath("[{\"id\": \"1\"}, {\"id\": \"2\", \"tags\": [\"x\"]}]");

        assertThat(PlainPath.of(path).orElseThrow().in(list.get(""))).contains(new PlainPath.Found(list.get(path)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "$",
                "",
                "items.find { it.id == '1' }",
                "items[-1]",
                "texts.flatten()",
                "'name'",
                "nested.'a'",
                "items*.id",
                "a-b",
                "1",
                "nested.class",
                "properties",
                "items.size() + 1",
                "items.size().x",
                "items[0..1]",
                "name.length()",
                "itemsize()"
            })
    void what_is_not_plain_is_left_to_the_script(String path) {
        assertThat(PlainPath.of(path)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"name.further", "texts.bytes", "age.size()", "absent.size()", "name[0]", "nested[0]"})
    void what_only_a_script_tells_is_left_to_it(String path) {
        assertThat(PlainPath.of(path).orElseThrow().in(read().get(""))).isEmpty();
    }

    @Test
    void what_is_expected_of_a_response_holds_or_not_as_ever() {
        var response = response();

        response.then()
                .statusCode(200)
                .body("name", equalTo("Mona"), "items.size()", equalTo(4), "none", nullValue())
                .body("items.findAll { it?.id }", hasSize(2))
                .and()
                .body("rate", equalTo(0.25f))
                .rootPath("nested")
                .body("a.b", equalTo("deep"));
        assertThatThrownBy(() -> response.then().body("age", equalTo(7), "name", equalTo("Nora")))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("JSON path name doesn't match")
                .hasMessageContaining("Actual: Mona")
                .hasMessageContaining("GET /animals was answered 200: {\"name\": \"Mona\"");
        assertThatThrownBy(() -> response.then().rootPath("nested").body("name", equalTo("Mona")))
                .isInstanceOf(AssertionError.class);
        assertThatThrownBy(() -> response.then().statusCode(404))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("Expected status code <404> but was <200>")
                .hasMessageContaining("\"Mona\"");
        assertThatThrownBy(() -> response.then().body("items.find { it.id == '1' }.id", equalTo("2")))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("\"Mona\"");
    }

    @Test
    void what_is_taken_from_a_response_is_as_ever() {
        assertThat(response().<String>path("nested.a.b")).isEqualTo("deep");
        assertThat(response().then().extract().<List<String>>path("texts")).containsExactly("a", "b");
        assertThat(response().then().extract().<String>path("items.find { it.id == '2' }.id"))
                .isEqualTo("2");
        assertThat(response().jsonPath().getLong("large")).isEqualTo(12_345_678_901L);
        assertThat(response().jsonPath().getString("age")).isEqualTo("7");
        assertThat(response().jsonPath().getList("texts", String.class)).containsExactly("a", "b");
        response().then().body("texts", contains("a", "b"));
    }

    private static JsonPath read() {
        return new JsonPath(TEXT);
    }

    private static Response response() {
        var plain = new ResponseBuilder()
                .setStatusCode(200)
                .setContentType("application/json")
                .setBody(TEXT)
                .build();
        return new WalkedResponse((RestAssuredResponseImpl) plain, "GET /animals");
    }
}
