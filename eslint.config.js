import tseslint from 'typescript-eslint'

const machineOnly = 'takes it from the machine; it is an argument everywhere but in its one home'

/** Time, chance and the environment each have one home. */
const OUTSIDE = [
  { selector: "MemberExpression[object.name='Date'][property.name='now']", message: `Date.now ${machineOnly}` },
  { selector: "NewExpression[callee.name='Date'][arguments.length=0]", message: `new Date() ${machineOnly}` },
  { selector: "MemberExpression[object.name='Math'][property.name='random']", message: `Math.random ${machineOnly}` },
  { selector: "MemberExpression[object.name='performance']", message: `performance ${machineOnly}` },
  {
    selector: 'CallExpression[callee.name=/^(setTimeout|setInterval|setImmediate)$/]',
    message: `A timer ${machineOnly}`,
  },
  { selector: "MemberExpression[object.name='process'][property.name='env']", message: `process.env ${machineOnly}` },
]

export default tseslint.config(
  { ignores: ['dist/', 'dist-*/', 'coverage/', '**/*.gen.ts', '**/*.mjs', '*.js'] },
  ...tseslint.configs.recommendedTypeChecked,
  {
    languageOptions: { parserOptions: { project: './tsconfig.json', tsconfigRootDir: import.meta.dirname } },
    rules: {
      'no-empty': ['error', { allowEmptyCatch: false }],
      '@typescript-eslint/no-explicit-any': 'error',
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', ignoreRestSiblings: true }],
      '@typescript-eslint/only-throw-error': 'error',
      '@typescript-eslint/switch-exhaustiveness-check': ['error', { considerDefaultExhaustiveForUnions: true }],
      'no-restricted-syntax': ['error', ...OUTSIDE],
    },
  },
  { files: ['src/core/machine.ts', 'src/main.ts', 'src/intercept.ts'], rules: { 'no-restricted-syntax': 'off' } },
  {
    files: ['test/**'],
    rules: {
      'no-restricted-syntax': 'off',
      // What a test reads off the wire has no type yet; that is what it is about to check.
      '@typescript-eslint/no-explicit-any': 'off',
      '@typescript-eslint/no-unsafe-assignment': 'off',
      '@typescript-eslint/no-unsafe-member-access': 'off',
      '@typescript-eslint/no-unsafe-argument': 'off',
      '@typescript-eslint/no-unsafe-return': 'off',
    },
  },
)
