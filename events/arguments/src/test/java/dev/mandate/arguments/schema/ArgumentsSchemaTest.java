package dev.mandate.arguments.schema;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ArgumentsSchemaTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{'amount': {'minimum': 1}} | {'amount': -1500} | amount: must be at least 1 (minimum)",
                "{'amount': {'maximum': 100}} | {'amount': 100.00000000000000000001} | amount: must be at most 100 (maximum)",
                "{'amount': {'maximum': 100}} | {'amount': 1e300} | amount: must be at most 100 (maximum)",
                "{'amount': {'exclusiveMaximum': 5}} | {'amount': 5} | amount: must be less than 5 (exclusiveMaximum)",
                "{'amount': {'multipleOf': 0.01}} | {'amount': 0.015} | amount: must be a multiple of 0.01 (multipleOf)",
                "{'amount': {'type': 'integer'}} | {'amount': '5'} | amount: must be an integer (type)",
                "{'amount': {'type': ['integer', 'null']}} | {'amount': 'x'} | amount: must be an integer or null (type)",
                "{'amount': {'type': 'integer'}} | {'amount': null} | amount: must be an integer (type)",
                "{'currency': {'enum': ['EUR', 'USD']}} | {'currency': 'eur'} | currency: must be one of EUR, USD (enum)",
                "{'currency': {'const': 'EUR'}} | {'currency': 'USD'} | currency: must be EUR (const)",
                "{'body': {'maxLength': 3}} | {'body': 'long'} | body: must have at most 3 characters (maxLength)",
                "{'id': {'pattern': '^INV-[0-9]{4}$'}} | {'id': 'INV-123'} | id: must match ^INV-[0-9]{4}$ (pattern)",
                "{'to': {'format': 'email'}} | {'to': 'ada'} | to: must be one mail address (format)",
                "{'to': {'items': {'type': 'string'}}} | {'to': ['a', 5]} | to[1]: must be a string (type)",
                "{'to': {'uniqueItems': true}} | {'to': [1, 1.0]} | to: must not have the same element twice (uniqueItems)",
                "{'to': {'maxItems': 1}} | {'to': [1, 2]} | to: must have at most 1 elements (maxItems)",
                "{'line': {'properties': {'amount': {'minimum': 1}}}} | {'line': {'amount': 0}} | line.amount: must be at least 1 (minimum)",
                "{'lines': {'items': {'required': ['amount']}}} | {'lines': [{}]} | lines[0].amount: is missing (required)",
                "{'line': {'additionalProperties': false}} | {'line': {'bcc': 1}} | line.bcc: isn't one that the tool takes (additionalProperties)",
                "{'to': {'anyOf': [{'type': 'string'}, {'type': 'array'}]}} | {'to': 5} | to: must be as one of the alternatives of the tool's schema (anyOf)",
                "{'to': {'$ref': '#/$defs/address'}} | {'to': 5} | to: must be a string (type)",
                "{'to': false} | {'to': 5} | to: isn't allowed (false)",
            })
    void what_the_schema_does_not_allow_is_named_with_its_keyword(String properties, String arguments, String said) {
        var schema = Json.schema(
                "{'type': 'object', 'properties': " + properties + ", '$defs': {'address': {'type': 'string'}}}");
        var violation = schema.check(Json.object(arguments));
        assertThat(violation).isNotNull();
        assertThat(violation.argument() + ": " + violation.said() + " (" + violation.keyword() + ")")
                .isEqualTo(said);
    }

    @Test
    void what_is_required_must_be_there_and_what_is_undeclared_must_not_if_the_schema_says_so() {
        var schema = Json.schema("{'type': 'object', 'required': ['to'], 'properties': {'to': {'type': 'string'}},"
                + " 'additionalProperties': false}");
        assertThat(schema.check(Json.object("{'to': 'a'}"))).isNull();
        assertThat(schema.check(Json.object("{}"))).isEqualTo(new Violation("to", "required", "is missing"));
        assertThat(schema.check(Json.object("{'to': 'a', 'bcc': 'b'}")).argument())
                .isEqualTo("bcc");
    }

    @Test
    void a_name_that_somebody_chose_is_one_short_line_in_what_is_said_of_it() {
        var schema = Json.schema("{'additionalProperties': false}");
        var argument = schema.check(Json.object("{'a\\nb\\u202e" + "c".repeat(500) + "': 1}"))
                .argument();
        assertThat(argument).startsWith("a?b?c").hasSizeLessThan(110);
    }

    @Test
    void a_schema_that_is_part_of_itself_is_followed() {
        var schema =
                Json.schema("{'$ref': '#/$defs/tree', '$defs': {'tree': {'properties': {'value': {'type': 'integer'},"
                        + " 'children': {'items': {'$ref': '#/$defs/tree'}}}}}}");
        assertThat(schema.check(Json.object("{'value': 1, 'children': [{'value': 2, 'children': []}]}")))
                .isNull();
        assertThat(schema.check(Json.object("{'value': 1, 'children': [{'children': [{'value': 'x'}]}]}"))
                        .argument())
                .isEqualTo("children[0].children[0].value");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{'bcc': 1} | | bcc",
                "{'To': 1} | to | To",
                "{'to': 1} | to | ",
                "{'subject': 1, 'to': 1} | to | ",
                "{'line': {'amount': 1}} | | ",
                "{'line': {'amount': 1, 'bcc': 1}} | | line.bcc",
                "{'line': {'note': 1}} | line.note | ",
                "{'lines': [{'amount': 1}, {'bcc': 1}]} | | lines.bcc",
                "{'free': {'anything': {'at': 'all'}}} | | ",
                "{'free': {'anything': 1}} | free.to | free.anything",
                "{'free': {'to': 1}} | free.to | ",
                "{'x-trace': 1} | | ",
                "{'either': {'a': 1, 'b': 2}} | | ",
                "{'either': {'c': 1}} | | either.c",
                "{'headers': {'any': 'text'}} | | ",
                "{'headers': {'any': 'text'}} | headers.from | headers.any",
            })
    void an_argument_that_nothing_names_is_found(String arguments, String limit, String expected) {
        var schema =
                Json.schema("{'type': 'object', 'patternProperties': {'^x-': true}, 'properties': {'subject': true,"
                        + " 'line': {'properties': {'amount': true}}, 'lines': {'items': {'properties': {'amount': true}}},"
                        + " 'free': {'type': 'object'}, 'headers': {'additionalProperties': {'type': 'string'}},"
                        + " 'either': {'anyOf': [{'properties': {'a': true}}, {'properties': {'b': true}}]}}}");
        assertThat(schema.unnamed(Json.object(arguments), limited(limit))).isEqualTo(expected);
    }

    @Test
    void a_schema_that_says_so_has_any_arguments_unless_a_limit_is_set() {
        var open = Json.schema("{'type': 'object', 'additionalProperties': true}");
        assertThat(open.unnamed(Json.object("{'bcc': 1}"), limited(null))).isNull();
        assertThat(open.unnamed(Json.object("{'to': 1, 'bcc': 1}"), limited("to")))
                .isEqualTo("bcc");
        assertThat(Json.schema("{}").unnamed(Json.object("{'bcc': 1}"), limited(null)))
                .isEqualTo("bcc");
    }

    private static ArgumentsSchema.Limited limited(String limit) {
        var limits = limit == null ? Set.<String>of() : Set.of(limit);
        return new ArgumentsSchema.Limited() {
            @Override
            public boolean names(String argument) {
                return limits.stream().anyMatch(it -> it.equals(argument) || it.startsWith(argument + "."));
            }

            @Override
            public boolean within(String argument) {
                return argument.isEmpty()
                        ? !limits.isEmpty()
                        : limits.stream().anyMatch(it -> it.startsWith(argument + "."));
            }
        };
    }
}
