package org.tl4j.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.module.ModuleDescriptor;
import java.lang.module.ModuleFinder;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.Test;
import org.tl4j.it.kit.CodeModule;

/** The jars that applications get: names that stay, and sources beside them. */
class PublishedJarsIT {
    /** Lies in a package of ND4J, so that ND4J finds it. */
    private static final String BRIDGE_OF_ND4J = "org.nd4j.nativeblas";

    private final List<CodeModule> modules;

    PublishedJarsIT() throws Exception {
        this.modules = CodeModule.all();
    }

    @Test
    void eachJarIsAModuleNamedLikeItsRootPackage() {
        assertThat(modules).isNotEmpty().allSatisfy(module -> {
            ModuleDescriptor descriptor = descriptor(module);
            assertThat(descriptor.name()).isEqualTo(module.packageName());
            assertThat(descriptor.packages())
                    .filteredOn(name -> !name.equals(BRIDGE_OF_ND4J))
                    .allMatch(name -> (name + ".").startsWith(module.packageName() + "."));
        });
    }

    @Test
    void noPackageIsInTwoJars() {
        Map<String, String> owners = new HashMap<>();
        for (CodeModule module : modules) {
            for (String name : descriptor(module).packages()) {
                assertThat(owners.put(name, module.name()))
                        .as("another owner of %s than %s", name, module.name())
                        .isNull();
            }
        }
    }

    @Test
    void theSourcesOfEachClassLieBesideItsJar() throws IOException {
        for (CodeModule module : modules) {
            Set<String> sources = entries(module, "-sources");
            assertThat(entries(module, ""))
                    .as(module.name())
                    .filteredOn(name -> name.endsWith(".class") && !name.contains("$"))
                    .isNotEmpty()
                    .allSatisfy(name -> assertThat(sources).contains(name.replace(".class", ".java")));
        }
    }

    private static ModuleDescriptor descriptor(CodeModule module) {
        return ModuleFinder.of(module.jar()).findAll().iterator().next().descriptor();
    }

    private static Set<String> entries(CodeModule module, String suffix) throws IOException {
        try (ZipFile jar = new ZipFile(module.jar(suffix).toFile())) {
            return jar.stream().map(ZipEntry::getName).collect(Collectors.toUnmodifiableSet());
        }
    }
}
