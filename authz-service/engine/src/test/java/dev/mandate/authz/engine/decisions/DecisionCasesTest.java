package dev.mandate.authz.engine.decisions;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.yaml.snakeyaml.Yaml;

/** The cases of {@code decisions/cases.yml}, by the shipped policies. */
class DecisionCasesTest {
    @TestFactory
    Stream<DynamicTest> cases() {
        List<Map<String, Object>> cases =
                new Yaml().load(DecisionCasesTest.class.getResourceAsStream("/decisions/cases.yml"));
        return cases.stream().map(DecisionCase::new).map(one -> DynamicTest.dynamicTest(one.name(), one::check));
    }
}
