package dev.mandate.gateway.providers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mandate.gateway.providers.ModelProvider.ProvidedModel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProviderFileTest {
    @TempDir
    private Path directory;

    @Test
    void a_provider_has_its_own_name_of_each_model() throws IOException {
        var provider =
                read("{'modelProviders':{'openai':{'url':'https://api.example/v1/','kind':'openai','credential':'key','allow':['web_search'],'passes':['top_k'],'models':{'general-small':'small-1','general-large':{'upstream':'large-1','mostInput':200000,'mostOutput':500}}}}}")
                        .read()
                        .get("openai");
        assertThat(provider.url()).hasToString("https://api.example/v1");
        assertThat(provider.credential()).isEqualTo(directory.resolve("key"));
        assertThat(provider.models())
                .containsEntry("general-small", new ProvidedModel("small-1", 1_000_000, 65_536))
                .containsEntry("general-large", new ProvidedModel("large-1", 200_000, 500));
        assertThat(provider.allow()).containsExactly("web_search");
        assertThat(provider.passes()).containsExactly("top_k");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    {}                                                                                              | modelProviders must be an object
                    {'modelProviders':{'v1':{}}}                                                                     | v1 is no name of a provider
                    {'modelProviders':{'a':{'kind':'other'}}}                                                        | a.kind must be openai or anthropic
                    {'modelProviders':{'a':{'kind':'openai','models':{'m':'x'}}}}                                     | a.url is missing
                    {'modelProviders':{'a':{'kind':'openai','url':'file:///etc','models':{'m':'x'}}}}                  | a.url must be http or https
                    {'modelProviders':{'a':{'kind':'openai','url':'http://u:p@h/','models':{'m':'x'}}}}                | a.url must be http or https
                    {'modelProviders':{'a':{'kind':'openai','url':'http://h/','models':{}}}}                           | a.models must name a model
                    {'modelProviders':{'a':{'kind':'openai','url':'http://h/','models':{'m':'x'},'headers':{}}}}       | a.headers is not known
                    {'modelProviders':{'a':{'kind':'openai','url':'http://h/','models':{'m':'x'},'passes':'top_k'}}}   | a.passes must be a list
                    {'modelProviders':{'a':{'kind':'openai','url':'http://h/','models':{'m':{'upstream':'x','mostOutput':0}}}}} | mostOutput must be a number
                    {'modelProviders':{'a':{'kind':'openai','url':'http://h/','models':{'m':{'upstream':'x','mostInput':99999999999999999999}}}}} | mostInput must be a number
                    {'modelProviders':{'a':{'kind':'openai','url':'http://h/','models':{'m':'x'}},'b':{'kind':'openai','url':'http://h/','models':{'m':'x'}}}} | b.models.m is a model of a too
                    """)
    void what_is_wrong_is_told_with_its_place(String written, String wrong) throws IOException {
        var file = read(written);
        assertThatThrownBy(file::read).hasMessageContaining(wrong);
    }

    private ProviderFile read(String written) throws IOException {
        return new ProviderFile(Files.writeString(directory.resolve("models.json"), written.replace('\'', '"')));
    }
}
