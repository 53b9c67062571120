package dev.mandate.arguments.schema;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class UnenforceableTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{'a': {'minimun': 1}} | /a/minimun | no keyword",
                "{'a': {'$ref': 'https://x.example/schema'}} | /a/$ref | nothing is fetched",
                "{'a': {'$ref': '#/$defs/none'}} | /a/$ref | a part that the schema has",
                "{'a': {'pattern': '^(?!x)'}} | /a/pattern | several patterns in allOf",
                "{'a': {'pattern': '(a)\\\\1'}} | /a/pattern | no back references",
                "{'a': {'pattern': '((a{100}){100}){100}'}} | /a/pattern | maxLength",
                "{'a': {'pattern': '((((a{10}){10}){10}){10}){10}'}} | /a/pattern | maxLength",
                "{'a': {'pattern': '\\\\Q)\\\\E((a{100}){100}){100}'}} | /a/pattern | before each character",
                "{'a': {'unevaluatedProperties': false}} | /a/unevaluatedProperties | additionalProperties: false",
                "{'a': {'items': [{'type': 'string'}]}} | /a/items | prefixItems",
                "{'a': {'dependencies': {}}} | /a/dependencies | dependentRequired",
                "{'a': {'$dynamicRef': '#x'}} | /a/$dynamicRef | $ref",
                "{'a': {'$id': 'https://x.example/a'}} | /a/$id | only at the top",
                "{'a': {'format': 'regex'}} | /a/format | write a pattern",
                "{'a': {'type': 'txt'}} | /a/type | types of JSON",
                "{'a': {'minimum': '1'}} | /a/minimum | a number",
                "{'a': {'minLength': 1.5}} | /a/minLength | whole number",
                "{'a': {'required': 'b'}} | /a/required | a list",
                "{'a': {'required': [1]}} | /a/required/0 | a string",
                "{'a': {'enum': []}} | /a/enum | at least one value",
                "{'a': 5} | /a | an object",
                "{'a': {'$ref': '#/properties/a'}} | /a | leads back to itself",
                "{'a': {'$ref': '#/properties/b'}, 'b': {'not': {'$ref': '#/properties/a'}}} | | leads back to itself",
            })
    void what_cannot_be_enforced_says_what_to_write_instead(String properties, String pointer, String said) {
        var compiled = ArgumentsSchema.compile(Json.object("{'type': 'object', 'properties': " + properties + "}"));
        assertThat(compiled).isInstanceOf(Unenforceable.class);
        var why = (Unenforceable) compiled;
        if (pointer != null) assertThat(why.pointer()).isEqualTo("/properties" + pointer);
        assertThat(why.message()).contains(said);
    }

    @Test
    void another_dialect_is_refused_and_one_that_differs_in_nothing_else_is_taken() {
        assertThat(ArgumentsSchema.compile(Json.object("{'$schema': 'http://json-schema.org/draft-04/schema#'}")))
                .isInstanceOf(Unenforceable.class);
        assertThat(ArgumentsSchema.compile(Json.object("{'$schema': 'http://json-schema.org/draft-07/schema#'}")))
                .isInstanceOf(ArgumentsSchema.class);
    }

    @Test
    void notes_ask_for_nothing() {
        assertThat(ArgumentsSchema.compile(
                        Json.object("{'$id': 'https://x.example/a', 'title': 't', 'description': 'd',"
                                + " 'default': 1, 'examples': [1], 'x-authzen-mapping': {'subject': 1}}")))
                .isInstanceOf(ArgumentsSchema.class);
    }

    @Test
    void a_long_chain_of_references_ends_a_registration_and_no_thread() {
        var chain = new StringBuilder("{'$ref': '#/$defs/d0', '$defs': {");
        for (var i = 0; i < 4_000; i++) chain.append("'d" + i + "': {'$ref': '#/$defs/d" + (i + 1) + "'},");
        chain.append("'d4000': {'type': 'object'}}}");
        assertThat(ArgumentsSchema.compile(Json.object(chain.toString()))).isInstanceOf(Unenforceable.class);
    }
}
