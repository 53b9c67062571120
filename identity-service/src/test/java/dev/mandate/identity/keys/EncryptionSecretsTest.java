package dev.mandate.identity.keys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EncryptionSecretsTest {
    private static final String FIRST = "0123456789abcdef0123456789abcdef";
    private static final String SECOND = "another-secret-another-secret-123";

    @TempDir
    Path directory;

    static KeyConfig config(Map<String, String> settings) {
        return new SmallRyeConfigBuilder()
                .withMapping(KeyConfig.class)
                .withSources(new PropertiesConfigSource(new HashMap<>(settings), "test", 100))
                .build()
                .getConfigMapping(KeyConfig.class);
    }

    private Path file(String content) throws IOException {
        return Files.writeString(directory.resolve("secrets"), content);
    }

    @Test
    void they_come_from_settings_or_a_file_the_first_one_first() throws IOException {
        assertThat(EncryptionSecrets.of(config(Map.of(
                                "mandate.key-encryption-secret",
                                FIRST,
                                "mandate.other-key-encryption-secrets",
                                SECOND)))
                        .inOrder())
                .containsExactly(FIRST, SECOND);
        var file = file(SECOND + "\n\n  " + FIRST + " \n");
        assertThat(EncryptionSecrets.of(config(Map.of("mandate.key-encryption-file", file.toString())))
                        .inOrder())
                .containsExactly(SECOND, FIRST);
    }

    @Test
    void what_cannot_be_used_is_refused_with_what_to_do() throws IOException {
        assertThatThrownBy(() -> EncryptionSecrets.of(config(Map.of())))
                .hasMessageContaining("Give mandate.key-encryption-secret or mandate.key-encryption-file");
        assertThatThrownBy(() -> new EncryptionSecrets(List.of(FIRST, "password")))
                .hasMessageContaining("32")
                .hasMessageNotContaining("password");
        assertThatThrownBy(() -> new EncryptionSecrets(List.of(FIRST, FIRST))).hasMessageContaining("twice");
        var gone = directory.resolve("gone").toString();
        assertThatThrownBy(() -> EncryptionSecrets.of(config(Map.of("mandate.key-encryption-file", gone))))
                .hasMessageContaining("gone");
        var both =
                Map.of("mandate.key-encryption-file", file(FIRST).toString(), "mandate.key-encryption-secret", SECOND);
        assertThatThrownBy(() -> EncryptionSecrets.of(config(both))).hasMessageContaining("not both");
    }

    @Test
    void they_are_shown_nowhere() {
        assertThat(new EncryptionSecrets(List.of(FIRST, SECOND))).hasToString("2 secrets");
    }

    @Test
    void a_file_that_changes_is_taken_up_and_one_that_cannot_be_read_changes_nothing() throws IOException {
        var file = file(FIRST);
        var encryption = new KeyEncryption(config(Map.of("mandate.key-encryption-file", file.toString())));
        file("short");
        encryption.reload();
        assertThat(encryption.secrets().inOrder()).containsExactly(FIRST);
        Files.delete(file);
        encryption.reload();
        assertThat(encryption.secrets().inOrder()).containsExactly(FIRST);

        file(SECOND);
        encryption.reload();
        assertThat(encryption.secrets().inOrder())
                .as("what the former sealed opens until nothing is left of it")
                .containsExactly(SECOND, FIRST);
        encryption.reload();
        encryption.settle();
        assertThat(encryption.secrets().inOrder()).containsExactly(SECOND);
    }
}
