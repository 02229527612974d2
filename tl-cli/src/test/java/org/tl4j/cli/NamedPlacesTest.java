package org.tl4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tl4j.cli.output.ExitCodes;
import org.tl4j.core.error.Problem;
import org.tl4j.storage.StorageSettings;

/** Every command reports a folder that the environment names and that does not exist. */
class NamedPlacesTest {
    private static final Pattern VARIABLE = Pattern.compile("\\bTL_[A-Z]+(?:_[A-Z]+)*\\b");

    @TempDir
    private Path home;

    @ParameterizedTest
    @ValueSource(strings = {"backbones", "train --data x --output y.tlz", "predict m.tlz a.jpg", "quickstart"})
    void byEveryCommandAtOnce(String command) {
        Captured captured = Captured.with(Map.of("TL_HOME", home.toString(), "TL_MIRROR", "/no/such/mirorr"));
        assertThat(captured.run((Object[]) command.split(" "))).isEqualTo(ExitCodes.USAGE);
        assertThat(captured.err()).contains("TL_MIRROR must be a folder that exists", "/no/such/mirorr");
    }

    @Test
    void byDoctorAmongEverythingElse() {
        Captured captured =
                Captured.with(Map.of("TL_HOME", home.toString(), "TL_MIRROR", "me:s3cret@host/w", "TL_MIROR", "x"));
        assertThat(captured.run("doctor")).isEqualTo(ExitCodes.FAILED);
        assertThat(captured.out())
                .contains("PROBLEM    TL_MIRROR must be a folder that exists", "did you mean TL_MIRROR?", "Java  ")
                .doesNotContain("s3cret");
    }

    @Test
    void everyVariableOfTheSourcesAndTheDocumentsIsKnown() throws IOException {
        Set<String> ownOfScripts =
                Set.of("TL_JAVA", "TL_QUIET", "TL_BUILT", "TL_NATIVES", "TL_ONNXRUNTIME", "TL_COLLECTOR");
        Set<String> names = new TreeSet<>();
        for (Path source : sources()) {
            VARIABLE.matcher(Files.readString(source)).results().forEach(found -> names.add(found.group()));
        }
        names.removeAll(ownOfScripts);

        assertThat(names).contains("TL_HOME", "TL_GRAPH_ALL_VALUES", "TL_JAVA_OPTS");
        assertThat(Files.readString(Path.of("../docs/command-line.md")))
                .as("the table of variables")
                .contains(names);
        // one that is known is suggested in place of a misspelt one
        assertThat(names)
                .allSatisfy(name -> assertThat(StorageSettings.misspelt(Map.of(name + "Q", "x")))
                        .extracting(Problem::remedy)
                        .containsExactly("did you mean " + name + "?"));
    }

    private static List<Path> sources() throws IOException {
        Path root = Path.of("..").toAbsolutePath().normalize();
        List<Path> sources =
                new ArrayList<>(List.of(root.resolve("README.md"), root.resolve("tl"), root.resolve("tl.cmd")));
        try (Stream<Path> pages = Files.list(root.resolve("docs"))) {
            pages.filter(page -> page.toString().endsWith(".md")).forEach(sources::add);
        }
        List<Path> mains;
        try (Stream<Path> modules = Files.list(root)) {
            mains = modules.map(module -> module.resolve("src/main"))
                    .filter(Files::isDirectory)
                    .toList();
        }
        for (Path main : mains) {
            try (Stream<Path> files = Files.walk(main)) {
                files.filter(file -> file.toString().endsWith(".java")
                                || file.getParent().endsWith("dist/bin"))
                        .filter(Files::isRegularFile)
                        .forEach(sources::add);
            }
        }
        return sources;
    }

    @Test
    void backbonesAreGroupedByDoctorByWhereTheirWeightsAre() {
        Captured online = Captured.in(home);
        Captured offline = Captured.with(Map.of("TL_HOME", home.toString(), "TL_OFFLINE", "1"));

        assertThat(online.run("doctor")).isEqualTo(ExitCodes.DONE);
        assertThat(offline.run("doctor")).isEqualTo(ExitCodes.DONE);

        assertThat(online.out().lines().filter(line -> line.startsWith("Backbone")))
                .hasSize(3)
                .anyMatch(line -> line.contains("weights available: ") && line.contains("resnet20-garments"))
                .anyMatch(line -> line.contains("fetched when needed: ") && line.contains("resnet18-imagenet"))
                // it has no address
                .anyMatch(line -> line.contains("must be brought") && line.contains("resnet20-cifar10"));
        assertThat(offline.out()).doesNotContain("fetched when needed");
        assertThat(offline.out().lines().filter(line -> line.startsWith("Backbone")))
                .hasSize(2)
                .anyMatch(line -> line.contains("must be brought") && line.contains("resnet18-imagenet"));
    }
}
