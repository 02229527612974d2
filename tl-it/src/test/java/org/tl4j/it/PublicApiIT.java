package org.tl4j.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.inject.Module;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaCodeUnit;
import com.tngtech.archunit.core.domain.JavaField;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.domain.JavaType;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.tl4j.it.kit.CodeModule;
import org.tl4j.it.kit.House;

/** What applications can see: API, and nothing that is public for the wiring alone. */
class PublicApiIT {
    private static final JavaClasses HOUSE = House.classes();

    /** Their methods hand parts of a module to the learner; an application calls none of them. */
    private static final Set<String> WIRING = Set.of("org.tl4j.strategies.Strategies", "org.tl4j.dl4j.Dl4jBackend");

    private final List<CodeModule> libraries;

    PublicApiIT() throws Exception {
        this.libraries = CodeModule.libraries();
    }

    @Test
    void signaturesOfTheApiShowTheJdkAndTheApiAlone() {
        Set<String> shown = HOUSE.stream()
                .filter(this::isApi)
                .filter(type -> !type.isAssignableTo(Module.class) && !WIRING.contains(type.getName()))
                .flatMap(type -> shownTypes(type)
                        .filter(other -> !isJdk(other) && !isApi(other))
                        .filter(other -> !isDoor(type, other))
                        .map(other -> type.getName() + " shows " + other.getName()))
                .collect(Collectors.toUnmodifiableSet());

        assertThat(shown).isEmpty();
    }

    @Test
    void apiForApplicationsShowsNoTypeOfTheBackend() {
        Set<String> shown = HOUSE.stream()
                .filter(this::isApi)
                .filter(type -> type.getPackageName().matches("org\\.tl4j\\.(learner|predict|application)(\\..*)?"))
                .flatMap(type -> shownTypes(type)
                        .filter(other ->
                                other.getBaseComponentType().getPackageName().startsWith("org.tl4j.dl4j"))
                        .map(other -> type.getName() + " shows " + other.getName()))
                .collect(Collectors.toUnmodifiableSet());

        assertThat(shown).isEmpty();
    }

    /** Whether objects of that library go in and out here; nowhere else do they. */
    private static boolean isDoor(JavaClass type, JavaClass shown) {
        String library = shown.getBaseComponentType().getPackageName();
        return switch (type.getPackageName()) {
            case "org.tl4j.interop" -> library.matches("org\\.(deeplearning4j|nd4j|datavec)\\..*");
            case "org.tl4j.spark" -> library.matches("org\\.apache\\.spark\\..*");
            default -> false;
        };
    }

    private boolean isApi(JavaClass type) {
        JavaClass element = type.getBaseComponentType();
        boolean visible = Stream.iterate(
                        element,
                        JavaClass.class::isInstance,
                        inner -> inner.getEnclosingClass().orElse(null))
                .allMatch(PublicApiIT::isVisible);
        return visible && libraries.stream().anyMatch(module -> module.isApi(element.getPackageName()));
    }

    private static boolean isVisible(JavaClass type) {
        return isVisible(type.getModifiers());
    }

    private static boolean isVisible(Set<JavaModifier> modifiers) {
        return modifiers.contains(JavaModifier.PUBLIC) || modifiers.contains(JavaModifier.PROTECTED);
    }

    private static boolean isJdk(JavaClass type) {
        JavaClass element = type.getBaseComponentType();
        return element.isPrimitive() || element.getPackageName().startsWith("java.");
    }

    private static Stream<JavaClass> shownTypes(JavaClass type) {
        Stream<JavaType> parents = Stream.concat(type.getSuperclass().stream(), type.getInterfaces().stream());
        Stream<JavaType> fields = type.getFields().stream()
                .filter(field -> isVisible(field.getModifiers()))
                .map(JavaField::getType);
        Stream<JavaType> codeUnits = type.getCodeUnits().stream()
                .filter(unit -> isVisible(unit.getModifiers()))
                .filter(unit -> !unit.getModifiers().contains(JavaModifier.SYNTHETIC))
                .flatMap(PublicApiIT::signature);
        return Stream.of(parents, fields, codeUnits)
                .flatMap(types -> types)
                .flatMap(shown -> shown.getAllInvolvedRawTypes().stream())
                .distinct();
    }

    private static Stream<JavaType> signature(JavaCodeUnit unit) {
        return Stream.of(
                        Stream.of(unit.getReturnType()),
                        unit.getParameterTypes().stream(),
                        unit.getExceptionTypes().stream())
                .flatMap(types -> types);
    }
}
