package dev.mandate.lifecycle.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.mandate.events.lifecycle.CatalogEntry;
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
                "{'title':'t','label':[]} | /label",
                "{'title':'t','revision':5} | /revision",
            })
    void a_member_that_a_kind_has_not_is_refused_where_it_stands(String body, String field) throws Exception {
        var read = EntryJson.read(Kind.TOOL, "email.send", new ObjectMapper().readTree(body.replace('\'', '"')));
        assertThat(read.<String>fold(CatalogEntry::id, Fault::field)).isEqualTo(field);
    }

    @Test
    void large_numbers_and_characters_beyond_the_first_plane_are_kept() throws Exception {
        var body = "{'title':'\\ud83d\\ude00','application':'mail','labels':[],'argumentsSchema':{'maximum':1e300}}";
        var read = EntryJson.read(Kind.TOOL, "email.send", new ObjectMapper().readTree(body.replace('\'', '"')));
        assertThat(read.<String>fold(CatalogEntry::id, Fault::toString)).isEqualTo("email.send");
    }
}
