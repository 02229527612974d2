package org.tl4j.storage.tensors;

import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tl4j.core.error.WeightsException;

class SafetensorsRefusalTest {
    private final SafetensorsFormat format = new SafetensorsFormat();

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            a gap                    | {"a":{"dtype":"F32","shape":[1],"data_offsets":[4,8]}}
            an overlap               | {"a":{"dtype":"F32","shape":[2],"data_offsets":[0,8]},"b":{"dtype":"F32","shape":[1],"data_offsets":[4,8]}}
            bytes too many           | {"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4]}}
            bytes too few            | {"a":{"dtype":"F32","shape":[3],"data_offsets":[0,12]}}
            no tensors for bytes     | {}
            a wrong size             | {"a":{"dtype":"F32","shape":[3],"data_offsets":[0,8]}}
            backward offsets         | {"a":{"dtype":"F32","shape":[2],"data_offsets":[8,0]}}
            a negative offset        | {"a":{"dtype":"F32","shape":[2],"data_offsets":[-8,0]}}
            one offset               | {"a":{"dtype":"F32","shape":[2],"data_offsets":[8]}}
            a fractional offset      | {"a":{"dtype":"F32","shape":[2],"data_offsets":[0,8.0]}}
            an offset as text        | {"a":{"dtype":"F32","shape":[2],"data_offsets":[0,"8"]}}
            an offset over 64 bits   | {"a":{"dtype":"F32","shape":[2],"data_offsets":[0,18446744073709551624]}}
            a negative dimension     | {"a":{"dtype":"F32","shape":[-2,-1],"data_offsets":[0,8]}}
            an overflowing shape     | {"a":{"dtype":"F32","shape":[1073741824,1073741824,16],"data_offsets":[0,0]}}
            a huge dimension         | {"a":{"dtype":"F32","shape":[4294967298],"data_offsets":[0,8]}}
            an unknown type          | {"a":{"dtype":"C64","shape":[8],"data_offsets":[0,8]}}
            a type in lower case     | {"a":{"dtype":"f32","shape":[2],"data_offsets":[0,8]}}
            no type                  | {"a":{"shape":[2],"data_offsets":[0,8]}}
            no shape                 | {"a":{"dtype":"F32","data_offsets":[0,8]}}
            no offsets               | {"a":{"dtype":"F32","shape":[2]}}
            a further name           | {"a":{"dtype":"F32","shape":[2],"data_offsets":[0,8],"x":1}}
            a name twice             | {"a":{"dtype":"F32","shape":[2],"data_offsets":[0,8]},"a":{"dtype":"F32","shape":[2],"data_offsets":[0,8]}}
            an escaped name twice    | {"a":{"dtype":"F32","shape":[2],"data_offsets":[0,8]},"\\u0061":{"dtype":"F32","shape":[0],"data_offsets":[8,8]}}
            a shape twice            | {"a":{"dtype":"F32","shape":[2],"shape":[2],"data_offsets":[0,8]}}
            a metadatum twice        | {"a":{"dtype":"F32","shape":[2],"data_offsets":[0,8]},"__metadata__":{"k":"v","k":"v"}}
            a type twice             | {"a":{"dtype":"F32","dtype":"F32","shape":[2],"data_offsets":[0,8]}}
            metadata as a list       | {"a":{"dtype":"F32","shape":[2],"data_offsets":[0,8]},"__metadata__":[]}
            metadata of numbers      | {"a":{"dtype":"F32","shape":[2],"data_offsets":[0,8]},"__metadata__":{"n":1}}
            metadata twice           | {"a":{"dtype":"F32","shape":[2],"data_offsets":[0,8]},"__metadata__":{},"__metadata__":{}}
            a list                   | [{"a":{"dtype":"F32","shape":[2],"data_offsets":[0,8]}}]
            a tensor that is a list  | {"a":["F32",[2],[0,8]]}
            a space at the beginning | ` {"a":{"dtype":"F32","shape":[2],"data_offsets":[0,8]}}`
            a second document        | {"a":{"dtype":"F32","shape":[2],"data_offsets":[0,8]}} {}
            an unfinished document   | {"a":{"dtype":"F32","shape":[2],"data_offsets":[0,8]}
            not JSON                 | {a:1}
            """)
    void refusesAHeaderWith(String what, String header) {
        assertThatExceptionOfType(WeightsException.class)
                .as(what)
                .isThrownBy(() -> format.read(RawFile.of(header, new byte[8]), "bad.safetensors"))
                .withMessageStartingWith("bad.safetensors must ");
    }

    @Test
    void refusesAHeaderLongerThanTheFileOrTheLimit() {
        byte[] header = "{}".getBytes(StandardCharsets.UTF_8);
        for (long length : new long[] {0, 1, 3, 100_000_001, Long.MAX_VALUE, -1, Long.MIN_VALUE}) {
            assertThatExceptionOfType(WeightsException.class)
                    .as("%d", length)
                    .isThrownBy(() -> format.read(RawFile.of(length, header, new byte[0]), "bad"))
                    .withMessageContaining(Long.toUnsignedString(length));
        }
    }

    @Test
    void refusesAHeaderThatIsNotUtf8() {
        byte[] header = "{\"é\":1}".getBytes(StandardCharsets.ISO_8859_1);
        assertThatExceptionOfType(WeightsException.class)
                .isThrownBy(() -> format.read(RawFile.of(header.length, header, new byte[0]), "bad"))
                .withMessageContaining("UTF-8");
        byte[] wide = "{}".getBytes(StandardCharsets.UTF_16LE);
        assertThatExceptionOfType(WeightsException.class)
                .isThrownBy(() -> format.read(RawFile.of(wide.length, wide, new byte[0]), "bad"));
    }

    @Test
    void refusesDeepNesting() {
        String header = "{\"a\":" + "[".repeat(100_000);
        assertThatExceptionOfType(WeightsException.class)
                .isThrownBy(() -> format.read(RawFile.of(header, new byte[0]), "bad"));
    }
}
