package org.tl4j.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.tl4j.it.kit.Pom;
import org.tl4j.it.kit.Repository;

/** The BOM for applications and the parent POM of the build have no parent in common, and still agree. */
class BomVersionsIT {
    private static final List<String> LIBRARIES = List.of(
            "tl-core",
            "tl-data",
            "tl-storage",
            "tl-dl4j-backend",
            "tl-onnx",
            "tl-strategies",
            "tl-predict",
            "tl-learner",
            "tl-report",
            "tl-dl4j-interop",
            "tl-application",
            "tl-serve");

    private final Path root = Repository.root();

    @Test
    void theBomNamesTheVersionsThatTheTestsRanWith() throws Exception {
        Map<String, String> bom = Pom.read(root.resolve("tl-bom/pom.xml")).managedVersions();
        Map<String, String> parent =
                new TreeMap<>(Pom.read(root.resolve("pom.xml")).managedVersions());
        String jackson = parent.get("com.fasterxml.jackson:jackson-bom");
        for (String module : List.of("core:jackson-core", "core:jackson-databind")) {
            parent.put("com.fasterxml.jackson." + module, jackson);
        }
        parent.put("com.fasterxml.jackson.dataformat:jackson-dataformat-yaml", jackson);
        // published once for each minor version, so its version has no third number
        parent.put("com.fasterxml.jackson.core:jackson-annotations", jackson.replaceFirst("\\.\\d+$", ""));

        assertThat(parent).containsAllEntriesOf(bom);
    }

    @Test
    void theBomNamesEachLibraryThatAModuleDeclares() throws Exception {
        Map<String, String> bom = Pom.read(root.resolve("tl-bom/pom.xml")).managedVersions();
        for (String module : LIBRARIES) {
            Pom pom = Pom.read(root.resolve(module).resolve("pom.xml"));
            assertThat(bom).as(module).containsKeys(pom.declared().toArray(String[]::new));
        }
    }
}
