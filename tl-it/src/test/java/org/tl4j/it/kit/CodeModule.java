package org.tl4j.it.kit;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import javax.xml.parsers.ParserConfigurationException;
import org.xml.sax.SAXException;

/**
 * A Maven module with main code.
 *
 * @param name its folder and artifactId
 * @param packageName the root package, which its POM states as {@code tl.module.name}
 * @param apiPackages which packages are API: the root package, or what its POM states as {@code tl.api.packages}, where {@code *}
 *     stands for anything; packages named {@code internal} and those below never are
 * @param version of this build
 */
public record CodeModule(String name, String packageName, String apiPackages, String version) {
    /** All of them, in the order of the parent POM. */
    public static List<CodeModule> all() throws IOException, ParserConfigurationException, SAXException {
        Path root = Repository.root();
        Pom parent = Pom.read(root.resolve("pom.xml"));
        List<String> names = parent.modules().stream()
                .filter(name -> Files.isDirectory(root.resolve(name).resolve("src/main/java")))
                .toList();
        List<CodeModule> modules = new ArrayList<>();
        for (String name : names) {
            Pom pom = Pom.read(root.resolve(name).resolve("pom.xml"));
            String packageName = pom.property("tl.module.name");
            String apiPackages = pom.property("tl.api.packages");
            modules.add(new CodeModule(
                    name, packageName, apiPackages.isEmpty() ? packageName : apiPackages, parent.version()));
        }
        return List.copyOf(modules);
    }

    /** Those that the BOM offers to applications; the others are applications themselves. */
    public static List<CodeModule> libraries() throws IOException, ParserConfigurationException, SAXException {
        Map<String, String> offered =
                Pom.read(Repository.root().resolve("tl-bom/pom.xml")).managedVersions();
        return all().stream()
                .filter(module -> offered.containsKey("org.tl4j:" + module.name()))
                .toList();
    }

    /** Whether public types of a package are API. */
    public boolean isApi(String packageOfType) {
        String pattern = apiPackages.replace(".", "\\.").replace("*", ".*");
        return packageOfType.matches(pattern) && !("." + packageOfType + ".").contains(".internal.");
    }

    /** The sources of main code. */
    public Path sources() {
        return Repository.root().resolve(name).resolve("src/main/java");
    }

    /** The sources of its tests. */
    public Path testSources() {
        return Repository.root().resolve(name).resolve("src/test/java");
    }

    /** What Maven packaged; there after the phase {@code package}. */
    public Path jar() {
        return jar("");
    }

    /** The jar beside it with a classifier, as in {@code "-sources"}. */
    public Path jar(String suffix) {
        return Repository.root().resolve(name).resolve("target/" + name + "-" + version + suffix + ".jar");
    }
}
