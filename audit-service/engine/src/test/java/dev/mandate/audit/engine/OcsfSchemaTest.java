package dev.mandate.audit.engine;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The schema that every finding of every test is held against does refuse what is none. */
class OcsfSchemaTest {
    private static final String FINDING = """
            {"activity_id":1,"category_uid":2,"class_uid":2004,"type_uid":200401,"time":1,"severity_id":4,"status_id":1,
            "confidence_id":2,"is_alert":true,"count":1,"message":"m","metadata":{"version":"1.8.0",
            "product":{"name":"Mandate","vendor_name":"Mandate"}},"finding_info":{"uid":"fnd_%s","title":"t",
            "analytic":{"uid":"r","name":"n","version":"v","type_id":1,"state_id":1},
            "attacks":[{"technique":{"uid":"AML.T0086"}}],"created_time":1,"types":[]},
            "evidences":[{"name":"e","data":{}}],"unmapped":{}}""".formatted("0".repeat(32));

    @Test
    void a_finding_as_mandate_writes_it_is_one() {
        assertThat(OcsfSchema.problems(FINDING.getBytes(UTF_8))).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\"severity_id\":4, | ",
                "\"severity_id\":4 | \"severity_id\":7",
                "\"type_uid\":200401 | \"type_uid\":200402",
                "\"activity_id\":1 | \"activity_id\":4",
                "\"is_alert\":true | \"is_alert\":\"yes\"",
                "\"time\":1 | \"time\":\"2026-01-15T10:00:00Z\"",
                "\"type_id\":1, | ",
                "[{\"technique\":{\"uid\":\"AML.T0086\"}}] | [{}]",
                "\"unmapped\":{} | \"unmapped\":{},\"invented\":1",
            })
    void what_is_none_is_refused(String part, String other) {
        assertThat(FINDING).contains(part.trim());
        var broken = FINDING.replace(part.trim(), other == null ? "" : other.trim());
        assertThat(OcsfSchema.problems(broken.getBytes(UTF_8))).isNotEmpty();
    }
}
