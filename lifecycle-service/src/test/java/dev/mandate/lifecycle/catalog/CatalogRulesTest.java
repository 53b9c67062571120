package dev.mandate.lifecycle.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mandate.events.cloudevents.EventJson;
import dev.mandate.events.lifecycle.CatalogEntry;
import dev.mandate.messaging.result.Result;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

class CatalogRulesTest {
    private static final String INVOICING = """
            {'clients':['cli_1'],'resourceTypes':[
              {'type':'invoice','actions':['view','approve'],'attributes':{'amount':'long'},'parents':['ledger']},
              {'type':'ledger','actions':['view']}]}
            """;

    private final List<CatalogEntry> entries = new ArrayList<>();

    @Test
    void an_unknown_label_is_answered_with_those_that_there_are() {
        var fault = fault(Kind.TOOL, "crm.read", "{'application':'crm','labels':['privat']}");
        assertThat(fault.field()).isEqualTo("/labels/0");
        assertThat(fault.message()).contains("private, untrusted, egress");
    }

    @Test
    void a_trusted_field_is_a_pointer_and_only_of_a_tool_in_whose_results_strangers_write() {
        var wrong = fault(Kind.TOOL, "bank.list", "{'application':'bank','trustedFields':['/to','/items/0/to']}");
        assertThat(wrong.field()).isEqualTo("/trustedFields/1");
        assertThat(wrong.message()).contains("such as /items/*/recipient", "by *, and none by its number");
        entries.add(entry(Kind.APPLICATION, "bank", "{}"));
        var rest = "'application':'bank','argumentsSchema':{'type':'object'},'trustedFields':['/items/*/to']";
        assertThat(check(Kind.TOOL, "bank.list", "{'labels':['private'],%s}".formatted(rest)))
                .isEqualTo("/trustedFields");
        assertThat(check(Kind.TOOL, "bank.list", "{'labels':['untrusted'],%s}".formatted(rest)))
                .isNull();
    }

    @Test
    void an_unknown_field_is_named() {
        assertThat(fault(Kind.ROLE, "sales", "{'birthright':['Sales']}").field())
                .isEqualTo("/birthright");
    }

    @Test
    void revision_and_deleted_are_not_the_callers_to_set() {
        assertThat(fault(Kind.ROLE, "sales", "{'revision':7}").field()).isEqualTo("/revision");
    }

    @Test
    void a_field_of_the_wrong_type_is_named() {
        assertThat(fault(Kind.ROLE, "sales", "{'inherits':'everyone'}").field()).isEqualTo("/inherits");
    }

    @Test
    void a_missing_field_is_named_in_words() {
        assertThat(fault(Kind.MODEL, "m", "{}").message()).contains("provider is missing");
    }

    @Test
    void a_tool_belongs_to_an_application_that_exists() {
        assertThat(check(Kind.TOOL, "crm.read", "{'application':'crm','argumentsSchema':{'type':'object'}}"))
                .isEqualTo("/application");
    }

    @Test
    void the_arguments_schema_is_an_object_schema() {
        entries.add(entry(Kind.APPLICATION, "crm", "{}"));
        assertThat(check(Kind.TOOL, "crm.read", "{'application':'crm','argumentsSchema':{'type':'string'}}"))
                .isEqualTo("/argumentsSchema");
        assertThat(check(
                        Kind.TOOL,
                        "crm.read",
                        "{'application':'crm','argumentsSchema':{'type':'object','properties':{'id':{'type':'txt'}}}}"))
                .isEqualTo("/argumentsSchema/properties/id/type");
        assertThat(
                        check(
                                Kind.TOOL,
                                "crm.read",
                                "{'application':'crm','argumentsSchema':{'type':'object','properties':{'id':{'$ref':'https://x.example'}}}}"))
                .isEqualTo("/argumentsSchema/properties/id/$ref");
        assertThat(
                        check(
                                Kind.TOOL,
                                "crm.read",
                                "{'application':'crm','argumentsSchema':{'type':'object','properties':{'id':{'type':'string'}}}}"))
                .isNull();
    }

    @Test
    void a_schema_that_calls_cannot_be_held_to_is_refused_with_what_to_write_instead() {
        entries.add(entry(Kind.APPLICATION, "crm", "{}"));
        var looksAhead = entry(
                Kind.TOOL,
                "crm.read",
                "{'application':'crm','argumentsSchema':{'type':'object','properties':{'id':{'pattern':'^(?!x)'}}}}");
        var fault = CatalogRules.check(looksAhead, new Snapshot(entries).with(List.of(looksAhead)))
                .orElseThrow();
        assertThat(fault.field()).isEqualTo("/argumentsSchema/properties/id/pattern");
        assertThat(fault.message()).contains("write several patterns in allOf");
        assertThat(check(
                        Kind.TOOL,
                        "crm.read",
                        "{'application':'crm','argumentsSchema':{'type':'object','properties':{'id':{'minimun':1}}}}"))
                .isEqualTo("/argumentsSchema/properties/id/minimun");
    }

    @Test
    void a_role_inherits_what_exists_and_never_itself() {
        assertThat(check(Kind.ROLE, "a", "{'inherits':['b']}")).isEqualTo("/inherits/0");
        assertThat(check(Kind.ROLE, "a", "{'inherits':['a']}")).isEqualTo("/inherits/0");
        entries.add(entry(Kind.ROLE, "c", "{'inherits':['a']}"));
        entries.add(entry(Kind.ROLE, "b", "{'inherits':['c']}"));
        assertThat(check(Kind.ROLE, "a", "{'inherits':['b']}")).isEqualTo("/inherits/0");
        assertThat(check(Kind.ROLE, "a", "{}")).isNull();
    }

    @Test
    void nobody_has_more_than_fifty_birthrights_every_workers_included() {
        for (var i = 0; i < 25; i++) {
            entries.add(entry(Kind.ROLE, "all" + i, "{'birthrightDepartments':['*']}"));
            entries.add(entry(Kind.ROLE, "sales" + i, "{'birthrightDepartments':['Sales']}"));
        }
        assertThat(check(Kind.ROLE, "more", "{'birthrightDepartments':['Finance','Sales']}"))
                .isEqualTo("/birthrightDepartments/1");
        assertThat(check(Kind.ROLE, "more", "{'birthrightDepartments':['*']}")).isEqualTo("/birthrightDepartments/0");
        assertThat(check(Kind.ROLE, "more", "{'birthrightDepartments':['Finance']}"))
                .isNull();
        assertThat(check(Kind.ROLE, "sales7", "{'title':'Sales','birthrightDepartments':['Sales']}"))
                .isNull();
        assertThat(check(Kind.ROLE, "more", "{}")).isNull();
    }

    @Test
    void a_domain_is_one() {
        assertThat(check(Kind.DOMAIN, "acme.example", "{}")).isNull();
        assertThat(check(Kind.DOMAIN, "Acme", "{}")).isEqualTo("/id");
    }

    @Test
    void an_application_declares_the_types_of_its_resources() {
        assertThat(check(Kind.APPLICATION, "invoicing", INVOICING)).isNull();
    }

    @Test
    void no_two_applications_have_a_resource_type_of_one_name() {
        entries.add(entry(Kind.APPLICATION, "billing", INVOICING));
        assertThat(check(Kind.APPLICATION, "invoicing", INVOICING)).isEqualTo("/resourceTypes/0/type");
        assertThat(check(Kind.APPLICATION, "billing", INVOICING)).isNull();
    }

    @Test
    void a_resource_is_in_resources_of_its_own_application() {
        assertThat(check(
                        Kind.APPLICATION,
                        "invoicing",
                        "{'resourceTypes':[{'type':'invoice','actions':['view'],'parents':['ledger']}]}"))
                .isEqualTo("/resourceTypes/0/parents");
        assertThat(
                        check(
                                Kind.APPLICATION,
                                "invoicing",
                                "{'resourceTypes':[{'type':'invoice','actions':['view']},{'type':'invoice','actions':['pay']}]}"))
                .isEqualTo("/resourceTypes/1/type");
    }

    @Test
    void what_is_wrong_with_a_resource_type_is_named_by_its_place() {
        var unknown = fault(
                Kind.APPLICATION,
                "invoicing",
                "{'resourceTypes':[{'type':'invoice','actions':['view'],'attribute':{}}]}");
        assertThat(unknown.field()).isEqualTo("/resourceTypes/0/attribute");
        assertThat(unknown.message()).contains("attributes");
        var wrong = fault(
                Kind.APPLICATION,
                "invoicing",
                "{'resourceTypes':[{'type':'invoice','actions':['view'],'attributes':{'amount':'decimal'}}]}");
        assertThat(wrong.field()).isEqualTo("/resourceTypes/0/attributes/amount");
        assertThat(wrong.message()).contains("string, long, boolean, strings, person, agent");
        var taken = fault(Kind.APPLICATION, "invoicing", "{'resourceTypes':[{'type':'tool','actions':['view']}]}");
        assertThat(taken.field()).isEqualTo("/resourceTypes/0");
        assertThat(fault(Kind.APPLICATION, "In/Voicing", INVOICING).message()).contains("id of an application");
    }

    private static Fault fault(Kind kind, String id, String json) {
        return read(kind, id, json)
                .fold(
                        entry -> {
                            throw new AssertionError(entry);
                        },
                        Function.identity());
    }

    private static Result<CatalogEntry, Fault> read(Kind kind, String id, String json) {
        try {
            return EntryJson.read(kind, id, EventJson.mapper().readTree(json.replace('\'', '"')));
        } catch (com.fasterxml.jackson.core.JsonProcessingException e) {
            throw new IllegalArgumentException(e);
        }
    }

    private static CatalogEntry entry(Kind kind, String id, String json) {
        return read(kind, id, json).fold(Function.identity(), fault -> {
            throw new AssertionError(fault);
        });
    }

    private String check(Kind kind, String id, String json) {
        var entry = entry(kind, id, json);
        return CatalogRules.check(entry, new Snapshot(entries).with(List.of(entry)))
                .map(Fault::field)
                .orElse(null);
    }
}
