package org.nn4j.formula;

import static org.objectweb.asm.Opcodes.AALOAD;
import static org.objectweb.asm.Opcodes.ACC_FINAL;
import static org.objectweb.asm.Opcodes.ACC_PRIVATE;
import static org.objectweb.asm.Opcodes.ACC_STATIC;
import static org.objectweb.asm.Opcodes.ACC_SUPER;
import static org.objectweb.asm.Opcodes.ALOAD;
import static org.objectweb.asm.Opcodes.ASTORE;
import static org.objectweb.asm.Opcodes.GOTO;
import static org.objectweb.asm.Opcodes.IF_ICMPGE;
import static org.objectweb.asm.Opcodes.ILOAD;
import static org.objectweb.asm.Opcodes.INVOKESPECIAL;
import static org.objectweb.asm.Opcodes.INVOKESTATIC;
import static org.objectweb.asm.Opcodes.ISTORE;
import static org.objectweb.asm.Opcodes.RETURN;
import static org.objectweb.asm.Opcodes.V17;

import java.lang.invoke.MethodHandles;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.nn4j.api.math.NnMath;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;

/**
 * Writes programs as hidden classes, which are unloaded with the formulas that they belong to.
 *
 * <p>An operation becomes an instruction or a call that C2 inlines, its result a local variable. No
 * other code, field or call than those of {@link Body} can get into such a class.
 */
final class Compiler {
  private static final String PACKAGE = Compiler.class.getPackageName().replace('.', '/') + "/";

  private Compiler() {}

  /** Compiles a program of one or two variables and one result. */
  static ScalarCode scalar(Program program) {
    ClassWriter type = type(ScalarCode.class);
    MethodVisitor code = method(type, ACC_FINAL, "at", "(DD)D");
    Body body = new Body(code, Type.DOUBLE_TYPE, 5);
    for (Node node : program.nodes()) {
      if (node.is(Op.VARIABLE)) {
        body.keep(node, 1 + 2 * (int) node.value());
      } else {
        body.compute(node);
      }
    }
    body.load(program.results().get(0));
    code.visitInsn(Opcodes.DRETURN);
    return (ScalarCode) define(type, code);
  }

  /** Compiles a program of any number of variables and results. */
  static ArrayCode array(Program program) {
    ClassWriter type = type(ArrayCode.class);
    MethodVisitor code = method(type, ACC_FINAL, "at", "([D[D)V");
    Body body = new Body(code, Type.DOUBLE_TYPE, 3);
    for (Node node : program.nodes()) {
      if (node.is(Op.VARIABLE)) {
        body.element(node, 1, (int) node.value());
      } else {
        body.compute(node);
      }
    }
    for (int i = 0; i < program.results().size(); i++) {
      code.visitVarInsn(ALOAD, 2);
      body.integer(i);
      body.load(program.results().get(i));
      code.visitInsn(Opcodes.DASTORE);
    }
    code.visitInsn(RETURN);
    return (ArrayCode) define(type, code);
  }

  /** Compiles the loops of a program, of float32 for {@link FloatCode}, else of float64. */
  static <T> T loops(Class<T> parent, Stages stages) {
    Type real = parent == FloatCode.class ? Type.FLOAT_TYPE : Type.DOUBLE_TYPE;
    ClassWriter type = type(parent);
    String registers = "[[" + real.getDescriptor();
    MethodVisitor run = method(type, ACC_FINAL, "run", "(I" + registers + "II)V");
    Label[] cases = new Label[stages.loops().size()];
    for (int k = 0; k < cases.length; k++) {
      cases[k] = new Label();
    }
    Label none = new Label();
    run.visitVarInsn(ILOAD, 1);
    run.visitTableSwitchInsn(0, cases.length - 1, none, cases);
    for (int k = 0; k < cases.length; k++) {
      run.visitLabel(cases[k]);
      run.visitVarInsn(ALOAD, 2);
      run.visitVarInsn(ILOAD, 3);
      run.visitVarInsn(ILOAD, 4);
      String descriptor = "(" + registers + "II)V";
      run.visitMethodInsn(INVOKESTATIC, PACKAGE + "Compiled", "loop" + k, descriptor, false);
      run.visitInsn(RETURN);
      MethodVisitor loop = method(type, ACC_PRIVATE | ACC_STATIC, "loop" + k, descriptor);
      loop(loop, stages.loops().get(k), stages.registers(), real);
      end(loop);
    }
    run.visitLabel(none);
    run.visitInsn(RETURN);
    return parent.cast(define(type, run));
  }

  /** Writes {@code for (int i = from; i < to; i++)} over some operations. */
  private static void loop(
      MethodVisitor code, List<Node> nodes, Map<Node, Integer> registers, Type real) {
    Map<Node, Integer> arrays = new LinkedHashMap<>();
    Set<Node> here = new HashSet<>(nodes);
    int next = 3;
    for (Node node : nodes) {
      for (Node x : node.arguments()) {
        if (!here.contains(x) && !x.is(Op.NUMBER) && !arrays.containsKey(x)) {
          arrays.put(x, next++);
        }
      }
      if (registers.containsKey(node)) {
        arrays.put(node, next++);
      }
    }
    Body body = new Body(code, real, next + 1);
    arrays.forEach(
        (node, local) -> {
          code.visitVarInsn(ALOAD, 0);
          body.integer(registers.getOrDefault(node, 0));
          code.visitInsn(AALOAD);
          code.visitVarInsn(ASTORE, local);
        });
    int i = next;
    Label test = new Label();
    Label end = new Label();
    code.visitVarInsn(ILOAD, 1);
    code.visitVarInsn(ISTORE, i);
    code.visitLabel(test);
    code.visitVarInsn(ILOAD, i);
    code.visitVarInsn(ILOAD, 2);
    code.visitJumpInsn(IF_ICMPGE, end);
    for (Node node : nodes) {
      for (Node x : node.arguments()) {
        if (!body.holds(x) && arrays.containsKey(x)) {
          code.visitVarInsn(ALOAD, arrays.get(x));
          code.visitVarInsn(ILOAD, i);
          code.visitInsn(real.getOpcode(Opcodes.IALOAD));
          body.store(x);
        }
      }
      body.compute(node);
      if (arrays.containsKey(node)) {
        code.visitVarInsn(ALOAD, arrays.get(node));
        code.visitVarInsn(ILOAD, i);
        body.load(node);
        code.visitInsn(real.getOpcode(Opcodes.IASTORE));
      }
    }
    code.visitIincInsn(i, 1);
    code.visitJumpInsn(GOTO, test);
    code.visitLabel(end);
    code.visitInsn(RETURN);
  }

  private static ClassWriter type(Class<?> parent) {
    ClassWriter type = new ClassWriter(ClassWriter.COMPUTE_FRAMES);
    String superclass = Type.getInternalName(parent);
    type.visit(V17, ACC_FINAL | ACC_SUPER, PACKAGE + "Compiled", null, superclass, null);
    MethodVisitor init = method(type, 0, "<init>", "()V");
    init.visitVarInsn(ALOAD, 0);
    init.visitMethodInsn(INVOKESPECIAL, superclass, "<init>", "()V", false);
    init.visitInsn(RETURN);
    end(init);
    return type;
  }

  private static MethodVisitor method(ClassWriter type, int access, String name, String types) {
    MethodVisitor code = type.visitMethod(access, name, types, null, null);
    code.visitCode();
    return code;
  }

  private static void end(MethodVisitor code) {
    code.visitMaxs(0, 0);
    code.visitEnd();
  }

  private static Object define(ClassWriter type, MethodVisitor last) {
    end(last);
    type.visitEnd();
    try {
      return MethodHandles.lookup()
          .defineHiddenClass(type.toByteArray(), true)
          .lookupClass()
          .getDeclaredConstructor()
          .newInstance();
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("a compiled formula cannot be loaded", e);
    }
  }

  /** The code of operations, each of whose results has a local variable. */
  private static final class Body {
    private final MethodVisitor code;
    private final Type real;
    private final Map<Node, Integer> locals = new HashMap<>();
    private int next;

    Body(MethodVisitor code, Type real, int next) {
      this.code = code;
      this.real = real;
      this.next = next;
    }

    boolean holds(Node node) {
      return locals.containsKey(node);
    }

    void keep(Node node, int local) {
      locals.put(node, local);
    }

    /** Stores what is on the stack as a node's result. */
    void store(Node node) {
      locals.put(node, next);
      code.visitVarInsn(real.getOpcode(Opcodes.ISTORE), next);
      next += real.getSize();
    }

    void element(Node node, int array, int index) {
      code.visitVarInsn(ALOAD, array);
      integer(index);
      code.visitInsn(Opcodes.DALOAD);
      store(node);
    }

    void integer(int value) {
      code.visitLdcInsn(value);
    }

    void load(Node node) {
      Integer local = locals.get(node);
      if (local != null) {
        code.visitVarInsn(real.getOpcode(Opcodes.ILOAD), local);
      } else {
        number(node.value());
      }
    }

    private void number(double value) {
      if (real == Type.FLOAT_TYPE) {
        code.visitLdcInsn((float) value);
      } else {
        code.visitLdcInsn(value);
      }
    }

    void compute(Node node) {
      if (!node.is(Op.NUMBER)) {
        node.arguments().forEach(this::load);
        emit(node.op());
        store(node);
      }
    }

    /** Writes an operation on what is on the stack. */
    private void emit(Op op) {
      switch (op) {
        case ADD -> instruction(Opcodes.IADD);
        case SUB -> instruction(Opcodes.ISUB);
        case MUL -> instruction(Opcodes.IMUL);
        case DIV -> instruction(Opcodes.IDIV);
        case NEG -> instruction(Opcodes.INEG);
        case ABS -> call(Math.class, "abs", 1);
        case MIN -> call(Math.class, "min", 2);
        case MAX -> call(Math.class, "max", 2);
        case SQRT -> squareRoot();
        case STEP -> steep(0);
        case SIGN -> steep(-1);
        case SELECT -> call(Arithmetic.class, "select", 3);
        case NORMAL_CDF -> call(NnMath.class, "normalCdf", 1);
        case EXP, EXPM1, LOG, LOG1P, SIN, COS, TANH, SIGMOID, SOFTPLUS, ERF ->
            call(NnMath.class, op.function(), 1);
        case NUMBER, VARIABLE, POWER, REAL_POWER ->
            throw new IllegalArgumentException(op + " is no operation of a program");
      }
    }

    private void instruction(int ofIntegers) {
      code.visitInsn(real.getOpcode(ofIntegers));
    }

    private void call(Class<?> owner, String name, int arguments) {
      String one = real.getDescriptor();
      String types = "(" + one.repeat(arguments) + ")" + one;
      code.visitMethodInsn(INVOKESTATIC, Type.getInternalName(owner), name, types, false);
    }

    /** The root of a float, as the rounded root of a double, is correctly rounded. */
    private void squareRoot() {
      boolean single = real == Type.FLOAT_TYPE;
      if (single) {
        code.visitInsn(Opcodes.F2D);
      }
      code.visitMethodInsn(INVOKESTATIC, "java/lang/Math", "sqrt", "(D)D", false);
      if (single) {
        code.visitInsn(Opcodes.D2F);
      }
    }

    /** Two products raise even the least positive number above 1, and so on. */
    private void steep(double least) {
      double most = real == Type.FLOAT_TYPE ? Float.MAX_VALUE : Double.MAX_VALUE;
      number(most);
      instruction(Opcodes.IMUL);
      number(most);
      instruction(Opcodes.IMUL);
      number(least);
      call(Math.class, "max", 2);
      number(1);
      call(Math.class, "min", 2);
    }
  }
}
