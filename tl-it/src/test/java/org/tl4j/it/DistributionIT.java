package org.tl4j.it;

import static java.nio.file.attribute.PosixFilePermission.GROUP_EXECUTE;
import static java.nio.file.attribute.PosixFilePermission.OTHERS_EXECUTE;
import static java.nio.file.attribute.PosixFilePermission.OWNER_EXECUTE;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.extension.ExtendWith;
import org.tl4j.it.kit.CommandLineRun;
import org.tl4j.it.kit.Distribution;
import org.tl4j.it.kit.Garments;
import org.tl4j.it.kit.MavenBuild;
import org.tl4j.it.kit.Workshop;
import org.tl4j.it.kit.WorkshopExtension;

/** The zip that users of the command get: what it says, and what it holds. */
@ExtendWith(WorkshopExtension.class)
@TestInstance(Lifecycle.PER_CLASS)
class DistributionIT {
    private static final Pattern LINK = Pattern.compile("\\]\\((?!https?:)(?<target>[^)#]+)(#[^)]*)?\\)");
    private static final Pattern COMMAND = Pattern.compile("(?m)^    (TL_MIRROR=weights )?bin/tl (?<arguments>.*)$");
    private static final int WRONG_USAGE = 2;

    private final Path folder;
    private Distribution distribution;

    DistributionIT(Workshop workshop) {
        this.folder = workshop.newFolder("distribution");
    }

    @BeforeAll
    void open() throws Exception {
        distribution = Distribution.open();
    }

    @AfterAll
    void close() throws IOException {
        if (distribution != null) {
            distribution.close();
        }
    }

    @Test
    void linksOfItsDocumentsLeadToFilesInIt() throws IOException {
        try (Stream<Path> files = Files.walk(distribution.root())) {
            for (Path file :
                    files.filter(path -> path.toString().endsWith(".md")).toList()) {
                Matcher link = LINK.matcher(Files.readString(file));
                while (link.find()) {
                    Path target = file.resolveSibling(link.group("target")).normalize();
                    if (target.endsWith("tl.cdx.json") && MavenBuild.offline()) {
                        continue;
                    }
                    assertThat(Files.exists(target))
                            .as("%s leads to %s", file, target)
                            .isTrue();
                }
            }
        }
    }

    /** With photos where the README has them, without a network; `quickstart` and training have tests of their own. */
    @Test
    void commandsOfItsReadmeAreTaken() throws Exception {
        Garments.write(Garments.read().draw(6, 1), folder.resolve("photos"));
        Matcher command = COMMAND.matcher(Files.readString(distribution.root().resolve("README.md")));
        Set<String> names = new TreeSet<>();
        while (command.find()) {
            String[] arguments = (command.group("arguments") + " --help").split(" ");
            CommandLineRun run = CommandLineRun.of(folder, arguments);
            assertThat(run.exitCode()).as("%s%n%s", command.group(), run.err()).isNotEqualTo(WRONG_USAGE);
            names.add(arguments[0]);
        }
        assertThat(names).contains("doctor", "quickstart", "train", "predict", "evaluate", "backbones");
    }

    @Test
    void theLauncherCanBeStarted() throws IOException {
        assertThat(Files.getPosixFilePermissions(distribution.root().resolve("bin/tl")))
                .contains(OWNER_EXECUTE, GROUP_EXECUTE, OTHERS_EXECUTE);
        assertThat(Files.getPosixFilePermissions(distribution.root().resolve("README.md")))
                .doesNotContain(OWNER_EXECUTE, GROUP_EXECUTE, OTHERS_EXECUTE);
    }

    @Test
    void theListOfLibrariesNamesEachJarAndNothingElse() throws IOException {
        Path file = distribution.root().resolve("tl.cdx.json");
        if (!Files.exists(file) && MavenBuild.offline()) {
            Assumptions.abort("the list of libraries is made by a plugin that runs with a network only");
        }
        Set<String> listed = new TreeSet<>();
        JsonNode list = JsonMapper.builder().build().readTree(Files.readString(file));
        list.get("components").forEach(component -> {
            if (component.get("purl").asText().contains("type=jar")) {
                listed.add(jarName(component));
            }
        });
        Set<String> present = new TreeSet<>(jars());
        present.removeIf(name -> name.startsWith("tl-cli-"));

        assertThat(listed).isEqualTo(present);
    }

    @Test
    void librariesThatNobodyCallsStayAway() throws IOException {
        assertThat(String.join(" ", jars()))
                .doesNotContain("fastutil", "joda-time", "freemarker", "jna", "javacv", "opencsv", "oshi", "datavec")
                .doesNotContain("deeplearning4j-core", "deeplearning4j-zoo", "commons-compress-1.21", "junit");
    }

    private static String jarName(JsonNode component) {
        Matcher classifier = Pattern.compile("classifier=([^&]+)")
                .matcher(component.get("purl").asText());
        String suffix = classifier.find() ? "-" + classifier.group(1) : "";
        return component.get("name").asText() + "-" + component.get("version").asText() + suffix + ".jar";
    }

    private List<String> jars() throws IOException {
        try (Stream<Path> files = Files.list(distribution.root().resolve("lib"))) {
            return files.map(file -> file.getFileName().toString()).toList();
        }
    }
}
