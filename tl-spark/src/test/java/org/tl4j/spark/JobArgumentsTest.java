package org.tl4j.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.tl4j.core.error.UsageException;

class JobArgumentsTest {
    @Test
    void readsKeysAndValues() {
        assertThat(JobArguments.of(List.of("bundle=m.tlz", "input=a=b", "output=out", "format=parquet")))
                .isEqualTo(new JobArguments("m.tlz", "a=b", "out", true, "content", "content", false));
    }

    @Test
    void refusesWhatIsUnknownMissingOrWrong() {
        assertThatThrownBy(() -> JobArguments.of(List.of("bundel=m.tlz")))
                .isInstanceOf(UsageException.class)
                .hasMessageContaining("bundle");
        assertThatThrownBy(() -> JobArguments.of(List.of("bundle=m.tlz", "input=in")))
                .isInstanceOf(UsageException.class)
                .hasMessageContaining("argument output must be given");
        assertThatThrownBy(() -> JobArguments.of(List.of("bundle=m", "input=in", "output=out", "kind=url")))
                .isInstanceOf(UsageException.class)
                .hasMessageContaining("argument kind must be content or path, found url");
        assertThatThrownBy(() -> JobArguments.of(List.of("bundle=m", "bundle=n")))
                .isInstanceOf(UsageException.class)
                .hasMessageContaining("must be given once");
    }
}
