package org.tl4j.it;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.assignableTo;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noFields;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.inject.Binding;
import com.google.inject.Guice;
import com.google.inject.Injector;
import com.google.inject.spi.Elements;
import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaField;
import com.tngtech.archunit.core.domain.JavaMethodCall;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.library.GeneralCodingRules;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.ForkJoinTask;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tl4j.core.engine.Engine;
import org.tl4j.core.engine.Engines;
import org.tl4j.it.kit.CodeModule;
import org.tl4j.it.kit.House;
import org.tl4j.it.kit.Repository;
import org.tl4j.learner.LearnerModule;
import org.tl4j.learner.TransferLearner;
import org.tl4j.storage.StorageSettings;

/** What no class of any room does. */
class HouseHabitsIT {
    private static final JavaClasses HOUSE = House.classes();
    private static final int LONGEST_FILE = 400;
    private static final String COMMAND = "org.tl4j.cli..";

    @Test
    void theCommandAlonePrints() {
        noClasses()
                .that()
                .resideOutsideOfPackage(COMMAND)
                .should(GeneralCodingRules.ACCESS_STANDARD_STREAMS)
                .check(HOUSE);
    }

    @Test
    void theCommandAloneEndsTheProcess() {
        noClasses()
                .that()
                .resideOutsideOfPackage(COMMAND)
                .should()
                .callMethod(System.class, "exit", int.class)
                .orShould()
                .callMethod(Runtime.class, "exit", int.class)
                .orShould()
                .callMethod(Runtime.class, "halt", int.class)
                .check(HOUSE);
    }

    @Test
    void theCommandAloneHoldsAnInjector() {
        noClasses()
                .that()
                .resideOutsideOfPackage(COMMAND)
                .should()
                .dependOnClassesThat()
                .belongToAnyOf(Guice.class, Injector.class)
                .check(HOUSE);
    }

    @Test
    void nobodyDeserialisesJavaObjects() {
        noClasses()
                .should()
                .dependOnClassesThat(assignableTo(ObjectInputStream.class))
                .check(HOUSE);
    }

    @Test
    void staticFieldsAreFinal() {
        fields().that().areStatic().should().beFinal().check(HOUSE);
    }

    @Test
    void staticFieldsHoldNoState() {
        noFields()
                .that()
                .areStatic()
                .should()
                .haveRawType(assignableTo(ConcurrentMap.class)
                        .or(assignableTo(ThreadLocal.class))
                        .or(assignableTo(AtomicReference.class))
                        .or(assignableTo(AtomicBoolean.class))
                        .or(assignableTo(AtomicInteger.class))
                        .or(assignableTo(AtomicLong.class)))
                .check(HOUSE);
    }

    @Test
    void nobodyThrowsWhatNobodyCanCatchByName() {
        GeneralCodingRules.NO_CLASSES_SHOULD_THROW_GENERIC_EXCEPTIONS.check(HOUSE);
    }

    @Test
    void nobodyWorksOnThreadsThatBelongToAll() {
        noClasses()
                .should()
                .callMethodWhere(DescribedPredicate.describe("run on the common pool", HouseHabitsIT::isShared))
                .orShould()
                .dependOnClassesThat(assignableTo(ForkJoinPool.class).or(assignableTo(ForkJoinTask.class)))
                .because("executors are ours, sized and closed: org.tl4j.core.concurrent.Workers")
                .check(HOUSE);
    }

    private static boolean isShared(JavaMethodCall call) {
        String name = call.getName();
        JavaClass owner = call.getTargetOwner();
        return name.equals("parallel")
                || name.equals("parallelStream")
                || name.equals("newWorkStealingPool")
                || (name.startsWith("parallel") && owner.isEquivalentTo(Arrays.class))
                || (name.endsWith("Async") && owner.isAssignableTo(CompletableFuture.class));
    }

    @Test
    void recordsHoldDataAndNoService() {
        Set<String> services = services();

        noFields()
                .that()
                .areNotStatic()
                .and()
                .areDeclaredInClassesThat(DescribedPredicate.describe("are records", JavaClass::isRecord))
                .should(ArchCondition.from(DescribedPredicate.describe(
                        "be a service, or a collection or supplier of it",
                        (JavaField field) -> field.getType().getAllInvolvedRawTypes().stream()
                                .anyMatch(type -> services.contains(type.getName())))))
                .because("a service is a final class, whose collaborators nobody else sees")
                .check(HOUSE);
    }

    /** What modules bind, and is no data; engines and the library, which are given as well as bound. */
    private static Set<String> services() {
        Stream<Class<?>> bound = Elements.getElements(new LearnerModule(StorageSettings.in(Path.of("cache")))).stream()
                .filter(Binding.class::isInstance)
                .map(element -> ((Binding<?>) element).getKey().getTypeLiteral().getRawType());
        return Stream.concat(bound, Stream.of(Engine.class, Engines.class, TransferLearner.class))
                .filter(type -> type.getName().startsWith("org.tl4j.") && !type.isRecord())
                .map(Class::getName)
                .collect(Collectors.toSet());
    }

    @Test
    void noJavaFileIsOverFourHundredLinesLong() throws Exception {
        Map<Path, Integer> lengths = new TreeMap<>();
        for (CodeModule module : CodeModule.all()) {
            measure(module.sources(), lengths);
            measure(module.testSources(), lengths);
        }
        measure(Repository.root().resolve("tl-it/src/test/java"), lengths);

        lengths.values().removeIf(lines -> lines <= LONGEST_FILE);
        assertThat(lengths).isEmpty();
    }

    private static void measure(Path sources, Map<Path, Integer> lengths) throws IOException {
        if (!Files.isDirectory(sources)) {
            return;
        }
        try (Stream<Path> files = Files.walk(sources)) {
            for (Path file :
                    files.filter(path -> path.toString().endsWith(".java")).toList()) {
                lengths.put(file, Files.readAllLines(file).size());
            }
        }
    }

    @Test
    void theRulesSeeEveryModule() throws Exception {
        assertThat(House.modules())
                .containsExactlyInAnyOrderElementsOf(
                        CodeModule.all().stream().map(CodeModule::name).toList());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "org.tl4j.core.(*)..",
                "org.tl4j.data.internal.(*)..",
                "org.tl4j.storage.(*)..",
                "org.tl4j.dl4j.(*)..",
                "org.tl4j.strategies.(*)..",
                "org.tl4j.report.(*)..",
                "org.tl4j.application.(*)..",
                "org.tl4j.cli.(*).."
            })
    void packagesOfAModuleAreFreeOfCycles(String packages) {
        slices().matching(packages).should().beFreeOfCycles().check(HOUSE);
    }
}
