package org.nn4j.bench.measure;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProcessorTest {
  @ParameterizedTest
  @CsvSource({
    "AuthenticAMD, 25, 17, fma avx2 avx512f avx512dq, amd-zen4-avx512",
    "AuthenticAMD, 25, 1, fma avx2, amd-zen3-avx2",
    "AuthenticAMD, 25, 97, avx512f avx2, amd-zen4-avx512",
    "AuthenticAMD, 26, 2, avx2 avx512f, amd-zen5-avx512",
    "AuthenticAMD, 23, 49, avx2, amd-zen2-avx2",
    "AuthenticAMD, 99, 1, avx2, amd-family99-model1-avx2",
    "GenuineIntel, 6, 143, avx2 avx512f, intel-sapphirerapids-avx512",
    "GenuineIntel, 6, 207, avx2 avx512f, intel-emeraldrapids-avx512",
    "GenuineIntel, 6, 85, avx2 avx512f, intel-skylake-avx512",
    "GenuineIntel, 6, 23, sse4_1, intel-family6-model23-sse",
  })
  void x64IsNamedByModelAndVectors(
      String vendor, int family, int model, String flags, String kind) {
    String one =
        "processor\t: 0\nvendor_id\t: %s\ncpu family\t: %d\nmodel\t\t: %d\nmodel name\t: A: B\nflags\t\t: %s\n"
            .formatted(vendor, family, model, flags);
    String two = one + "\nprocessor\t: 1\nmodel\t\t: 0\nflags\t\t: none\n";

    assertThat(Processor.parse(two, "amd64")).isEqualTo(new Processor("A: B", kind));
  }

  @ParameterizedTest
  @CsvSource({
    "0xd40, fp asimd sve, arm-neoverse-v1-sve",
    "0xd0c, fp asimd, arm-neoverse-n1-neon",
    "0x123, fp asimd, arm-0x41-0x123-neon",
  })
  void armIsNamedByItsPart(String part, String features, String kind) {
    String cpuinfo =
        "processor\t: 0\nFeatures\t: %s\nCPU implementer\t: 0x41\nCPU part\t: %s\n"
            .formatted(features, part);

    assertThat(Processor.parse(cpuinfo, "aarch64")).isEqualTo(new Processor("aarch64", kind));
  }

  @Test
  void aTextThatSaysNothingLeavesTheArchitecture() {
    assertThat(Processor.parse("", "riscv64")).isEqualTo(new Processor("riscv64", "riscv64"));
  }

  @Test
  void thisMachineHasAKindThatNamesAFile() {
    assertThat(Processor.here().kind()).matches("[a-z0-9-]+");
  }
}
