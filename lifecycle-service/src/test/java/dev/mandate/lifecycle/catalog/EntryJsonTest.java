package dev.mandate.lifecycle.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.mandate.events.lifecycle.CatalogEntry;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EntryJsonTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "{'title':'a\\u0000'} | /title",
                "{'title':'a\\ud800'} | /title",
                "{'title':'t','argumentsSchema':{'properties':{'n':{'maximum':1e999}}}} | /argumentsSchema/properties/n/maximum",
                "{'title':'t','argumentsSchema':{'required':['ok','\\udc00']}} | /argumentsSchema/required/1",
                "{'title':'t','argumentsSchema':{'a\\u0000b':1}} | /argumentsSchema",
            })
    void what_no_store_keeps_as_it_is_is_refused_where_it_stands(String body, String field) throws Exception {
        var read = EntryJson.read(Kind.TOOL, "email.send", new ObjectMapper().readTree(body.replace('\'', '"')));
        assertThat(read.<String>fold(CatalogEntry::id, Fault::field)).isEqualTo(field);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "{'title':'t','label':[]} | /label | there is no member `label` here; did you mean `labels`? Of all there are `application`,",
                "{'title':'t','revision':5} | /revision | there is no member `revision` here; there are `application`,",
                "{'title':'t','a/b':5} | /a~1b | there is no member `a/b` here",
            })
    void a_member_that_a_kind_has_not_is_refused_where_it_stands_with_the_one_that_may_be_meant(
            String body, String field, String said) throws Exception {
        var read = EntryJson.read(Kind.TOOL, "email.send", new ObjectMapper().readTree(body.replace('\'', '"')));
        var fault = read.fold(entry -> new Fault("", "was read"), Function.identity());
        assertThat(fault.field()).isEqualTo(field);
        assertThat(fault.message()).startsWith(said);
    }

    @Test
    void a_member_within_an_entry_is_refused_in_the_same_words() throws Exception {
        var body = "{'title':'t','resourceTypes':[{'type':'invoice','actions':['approve'],'atributes':{}}]}";
        var read = EntryJson.read(Kind.APPLICATION, "invoicing", new ObjectMapper().readTree(body.replace('\'', '"')));
        assertThat(read.<String>fold(CatalogEntry::id, Fault::message))
                .startsWith("there is no member `atributes` here; did you mean `attributes`?");
    }

    @Test
    void large_numbers_and_characters_beyond_the_first_plane_are_kept() throws Exception {
        var body = "{'title':'\\ud83d\\ude00','application':'mail','labels':[],'argumentsSchema':{'maximum':1e300}}";
        var read = EntryJson.read(Kind.TOOL, "email.send", new ObjectMapper().readTree(body.replace('\'', '"')));
        assertThat(read.<String>fold(CatalogEntry::id, Fault::toString)).isEqualTo("email.send");
    }
}
