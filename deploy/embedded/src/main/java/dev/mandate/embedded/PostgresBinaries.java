package dev.mandate.embedded;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Comparator;
import java.util.Locale;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.compressors.xz.XZCompressorInputStream;

/** The PostgreSQL binaries of io.zonky.test.postgres for this machine, unpacked once. */
final class PostgresBinaries {
    private PostgresBinaries() {}

    /**
     * The directory that holds {@code bin}; unpacks it on the first call, in a way that a crash leaves nothing half done.
     *
     * @throws IllegalStateException if no binaries for this machine are on the class path
     */
    static Path unpackedIn(Path directory) {
        var home = directory.resolve("postgres-" + platform());
        if (Files.isExecutable(home.resolve("bin").resolve("postgres"))) return home;
        var resource = "/postgres-" + platform() + ".txz";
        try (var archive = PostgresBinaries.class.getResourceAsStream(resource)) {
            if (archive == null) throw new IllegalStateException("no PostgreSQL for this machine: " + resource);
            Files.createDirectories(directory);
            var fresh = Files.createTempDirectory(directory, ".postgres");
            unpack(archive, fresh);
            try {
                Files.move(fresh, home);
            } catch (FileSystemException someoneElseWasFaster) {
                if (!Files.isExecutable(home.resolve("bin").resolve("postgres"))) throw someoneElseWasFaster;
                delete(fresh);
            }
            return home;
        } catch (IOException e) {
            throw new UncheckedIOException("cannot unpack PostgreSQL into " + directory, e);
        }
    }

    static void delete(Path directory) throws IOException {
        if (!Files.exists(directory)) return;
        try (var paths = Files.walk(directory)) {
            for (var path : paths.sorted(Comparator.reverseOrder()).toList()) Files.deleteIfExists(path);
        }
    }

    private static String platform() {
        var os = System.getProperty("os.name").toLowerCase(Locale.ROOT).startsWith("mac") ? "darwin" : "linux";
        var arch = System.getProperty("os.arch").equals("aarch64") ? "arm_64" : "x86_64";
        return os + "-" + arch;
    }

    private static void unpack(InputStream archive, Path target) throws IOException {
        try (var tar = new TarArchiveInputStream(new XZCompressorInputStream(new BufferedInputStream(archive)))) {
            for (var entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) unpack(tar, entry, target);
        }
    }

    private static void unpack(TarArchiveInputStream tar, TarArchiveEntry entry, Path target) throws IOException {
        var path = target.resolve(entry.getName()).normalize();
        if (!path.startsWith(target)) throw new IOException("the archive leaves its directory: " + entry.getName());
        if (entry.isDirectory()) {
            Files.createDirectories(path);
            return;
        }
        Files.createDirectories(path.resolveSibling(""));
        if (entry.isSymbolicLink()) {
            Files.createSymbolicLink(path, Path.of(entry.getLinkName()));
        } else if (entry.isLink()) {
            Files.createLink(path, target.resolve(entry.getLinkName()));
        } else {
            Files.copy(tar, path);
            var executable = (entry.getMode() & 0100) != 0;
            Files.setPosixFilePermissions(
                    path, PosixFilePermissions.fromString(executable ? "rwxr-xr-x" : "rw-r--r--"));
        }
    }
}
